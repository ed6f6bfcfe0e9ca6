//! `INSERT … ON CONFLICT` for the connection over both engines, where diesel's own `on_conflict` does not compile.

use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, InsertStatement, QueryFragment, QueryId};

/// Ends an insert with what is to happen when the row is already there. The columns are diesel's, so a wrong one does
/// not compile. RETURNING can't follow: `execute` tells how many rows were written.
///
/// ```ignore
/// diesel::insert_into(states::table)
///     .values(&state)
///     .or_replace((states::workbook_id, states::kind), (states::seq, states::at, states::body, states::clients))
///     .execute(connection)?;
/// ```
pub trait Upsert<T>: Sized {
    /// Leaves the row that is there as it is: 0 rows are written then.
    fn or_ignore<K: Columns<T>>(self, _key: K) -> Inserted<Self, K, Ignore> {
        Inserted { insert: self, key: PhantomData, action: Ignore }
    }
    /// Sets `columns` of the row that is there to the new values.
    fn or_replace<K: Columns<T>, C: Columns<T>>(self, _key: K, columns: C) -> Inserted<Self, K, Replace<C>> {
        Inserted { insert: self, key: PhantomData, action: Replace(columns) }
    }
    /// Adds the new value to `column` of the row that is there.
    fn or_add<K: Columns<T>, C: Column<Table = T>>(self, _key: K, column: C) -> Inserted<Self, K, Add<C>> {
        Inserted { insert: self, key: PhantomData, action: Add(column) }
    }
}

impl<T: QuerySource, V, Op> Upsert<T> for InsertStatement<T, V, Op> {}

/// A tuple of columns of one table.
pub trait Columns<T> {
    /// Their names in the database.
    const NAMES: &'static [&'static str];
}

macro_rules! columns {
    ($($column:ident)+) => {
        impl<T, $($column: Column<Table = T>),+> Columns<T> for ($($column,)+) {
            const NAMES: &'static [&'static str] = &[$($column::NAME),+];
        }
    };
}
columns!(A);
columns!(A B);
columns!(A B C);
columns!(A B C D);
columns!(A B C D E);
columns!(A B C D E F);
columns!(A B C D E F G);
columns!(A B C D E F G H);

/// An insert with its ON CONFLICT clause, made by [`Upsert`].
#[derive(Debug, Clone, Copy, QueryId)]
#[must_use = "nothing is written before execute"]
pub struct Inserted<Q, K, A> {
    insert: Q,
    key: PhantomData<K>,
    action: A,
}

/// See [`Upsert::or_ignore`].
#[derive(Debug, Clone, Copy, QueryId)]
pub struct Ignore;
/// See [`Upsert::or_replace`].
#[derive(Debug, Clone, Copy, QueryId)]
pub struct Replace<C>(C);
/// See [`Upsert::or_add`].
#[derive(Debug, Clone, Copy, QueryId)]
pub struct Add<C>(C);

/// The part behind ON CONFLICT (…).
pub trait Action<T, DB: Backend> {
    /// Writes it.
    fn walk<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()>;
}

impl<T, DB: Backend> Action<T, DB> for Ignore {
    fn walk<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql(" DO NOTHING");
        Ok(())
    }
}

impl<T, C: Columns<T>, DB: Backend> Action<T, DB> for Replace<C> {
    fn walk<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql(" DO UPDATE SET ");
        for (place, name) in C::NAMES.iter().enumerate() {
            if place > 0 {
                out.push_sql(", ");
            }
            out.push_identifier(name)?;
            out.push_sql(" = excluded.");
            out.push_identifier(name)?;
        }
        Ok(())
    }
}

impl<T, C, DB> Action<T, DB> for Add<C>
where
    C: Column<Table = T> + QueryFragment<DB>,
    DB: Backend,
{
    fn walk<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql(" DO UPDATE SET ");
        out.push_identifier(C::NAME)?;
        out.push_sql(" = ");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(" + excluded.");
        out.push_identifier(C::NAME)
    }
}

impl<T, V, Op, K, A, DB> QueryFragment<DB> for Inserted<InsertStatement<T, V, Op>, K, A>
where
    T: QuerySource,
    InsertStatement<T, V, Op>: QueryFragment<DB>,
    K: Columns<T>,
    A: Action<T, DB>,
    DB: Backend,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.insert.walk_ast(out.reborrow())?;
        out.push_sql(" ON CONFLICT (");
        for (place, name) in K::NAMES.iter().enumerate() {
            if place > 0 {
                out.push_sql(", ");
            }
            out.push_identifier(name)?;
        }
        out.push_sql(")");
        self.action.walk(out)
    }
}

impl<Q, K, A> RunQueryDsl<crate::Connection> for Inserted<Q, K, A> {}
