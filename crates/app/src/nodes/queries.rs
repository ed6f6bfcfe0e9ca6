//! Every statement about nodes, and what they must have in common.

use crosswalk_names::{NodeId, WorkbookId};
use crosswalk_store::schema::{instance_facts, node_rooms, nodes};
use crosswalk_store::{Connection, Id, Upsert as _};
use diesel::prelude::*;

/// Counts a node up, and puts it down where it is not. False when it was not there.
pub fn beat(conn: &mut Connection, node: NodeId) -> QueryResult<bool> {
    let counted = diesel::update(nodes::table.find(Id::from(node)))
        .set(nodes::beat.eq(nodes::beat + 1))
        .execute(conn)?;
    if counted == 0 {
        put(conn, node)?;
    }
    Ok(counted == 1)
}

fn put(conn: &mut Connection, node: NodeId) -> QueryResult<usize> {
    diesel::insert_into(nodes::table)
        .values((
            nodes::id.eq(Id::from(node)),
            nodes::beat.eq(0),
            nodes::version.eq(env!("CARGO_PKG_VERSION")),
        ))
        .or_ignore((nodes::id,))
        .execute(conn)
}

/// The nodes and how far they have counted.
pub fn beats(conn: &mut Connection) -> QueryResult<Vec<(NodeId, i64)>> {
    let rows = nodes::table.select((nodes::id, nodes::beat)).load::<(Id, i64)>(conn)?;
    Ok(rows.into_iter().map(|(id, beat)| (id.into(), beat)).collect())
}

/// The version of each node, in order.
pub fn versions(conn: &mut Connection) -> QueryResult<Vec<String>> {
    nodes::table.select(nodes::version).order(nodes::version).load(conn)
}

/// Removes nodes, with all that they said about rooms.
pub fn remove(conn: &mut Connection, gone: &[NodeId]) -> QueryResult<()> {
    for node in gone {
        diesel::delete(nodes::table.find(Id::from(*node))).execute(conn)?;
    }
    Ok(())
}

/// Says that people have a workbook open on a node, and who they are.
pub fn enter(conn: &mut Connection, node: NodeId, workbook: WorkbookId, present: &[u8]) -> QueryResult<()> {
    put(conn, node)?;
    diesel::insert_into(node_rooms::table)
        .values((
            node_rooms::workbook_id.eq(Id::from(workbook)),
            node_rooms::node_id.eq(Id::from(node)),
            node_rooms::present.eq(present),
        ))
        .or_replace((node_rooms::workbook_id, node_rooms::node_id), (node_rooms::present,))
        .execute(conn)?;
    Ok(())
}

/// Says that nobody has it open there any more.
pub fn leave(conn: &mut Connection, node: NodeId, workbook: WorkbookId) -> QueryResult<()> {
    diesel::delete(node_rooms::table.find((Id::from(workbook), Id::from(node)))).execute(conn)?;
    Ok(())
}

/// The other nodes where people have a workbook open, with who they are.
pub fn others(
    conn: &mut Connection,
    node: NodeId,
    workbook: WorkbookId,
) -> QueryResult<Vec<(NodeId, Vec<u8>)>> {
    let rows = node_rooms::table
        .filter(node_rooms::workbook_id.eq(Id::from(workbook)).and(node_rooms::node_id.ne(Id::from(node))))
        .select((node_rooms::node_id, node_rooms::present))
        .load::<(Id, Vec<u8>)>(conn)?;
    Ok(rows.into_iter().map(|(node, present)| (node.into(), present)).collect())
}

/// Keeps the hash of the secret where there is none yet, or `accept` says so. Whether it is the one that is kept.
pub fn keep_secret_print(conn: &mut Connection, print: &[u8; 32], accept: bool) -> QueryResult<bool> {
    let fact = (instance_facts::name.eq("secret"), instance_facts::value.eq(print.as_slice()));
    let insert = diesel::insert_into(instance_facts::table).values(fact);
    if accept {
        insert.or_replace((instance_facts::name,), (instance_facts::value,)).execute(conn)?;
        return Ok(true);
    }
    insert.or_ignore((instance_facts::name,)).execute(conn)?;
    let kept: Vec<u8> = instance_facts::table.find("secret").select(instance_facts::value).first(conn)?;
    Ok(kept == print)
}
