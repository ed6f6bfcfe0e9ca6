use std::fmt;

use crosswalk_names::{
    ActivityId, AgendaItemId, ChangeId, EvidenceId, InvitationId, JobId, MeetingId, NodeId, OrganizationId,
    PartnershipId, PasskeyId, PersonId, ResponseId, RoundId, SessionId, ShareId, SnapshotId, StepId,
    WorkbookId,
};
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Binary;
use uuid::Uuid;

/// An id as it stands in a column: 16 bytes. Converts from and to the ids of `crosswalk-names`.
///
/// ```
/// use crosswalk_names::WorkbookId;
/// use crosswalk_store::Id;
/// let workbook = WorkbookId(uuid::Uuid::nil());
/// assert_eq!(WorkbookId::from(Id::from(workbook)), workbook);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = Binary)]
pub struct Id(pub Uuid);

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<DB> ToSql<Binary, DB> for Id
where
    DB: Backend,
    [u8]: ToSql<Binary, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.as_bytes().as_slice().to_sql(out)
    }
}

impl<DB> FromSql<Binary, DB> for Id
where
    DB: Backend,
    Vec<u8>: FromSql<Binary, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(Uuid::from_slice(&Vec::<u8>::from_sql(value)?)?))
    }
}

macro_rules! from_and_to {
    ($($name:ident),*) => {$(
        impl From<$name> for Id {
            fn from(id: $name) -> Self {
                Self(id.0)
            }
        }
        impl From<Id> for $name {
            fn from(id: Id) -> Self {
                Self(id.0)
            }
        }
    )*};
}
from_and_to!(
    ActivityId,
    AgendaItemId,
    ChangeId,
    EvidenceId,
    InvitationId,
    JobId,
    MeetingId,
    NodeId,
    OrganizationId,
    PartnershipId,
    PasskeyId,
    PersonId,
    ResponseId,
    RoundId,
    SessionId,
    ShareId,
    SnapshotId,
    StepId,
    WorkbookId
);
