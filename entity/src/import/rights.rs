//! What an import may write: the operator and administrators of the whole network everything; who shows a token with the scope `import`
//! what they could write by hand, from the origins that the token lists.

use serde_json::{Map, Value};

use crate::act::Act;
use crate::db::turn::Turn;
use crate::editing::media::attach;
use crate::entry::draft::Draft;
use crate::entry::latest;
use crate::error::{Error, Result};
use crate::import::importer::Import;
use crate::import::row::RowKind;
use crate::policy::{self, Subject};
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::value::problem::{Case, Problem};
use crate::value::status::Status;
use crate::viewer::Viewer;

/// Decides whether a viewer may import from an origin. A token that lists origins imports from no other; one that lists none is
/// an administrator's.
pub(super) fn permit(viewer: &Viewer, origin: &str) -> Result<()> {
    let listed = viewer.grant().and_then(|it| it.origins.as_ref());
    if listed.is_some_and(|it| !it.iter().any(|it| it == origin)) {
        return Err(Error::Denied(Act::Import));
    }
    let trusted = policy::permit(viewer, Act::Import);
    match listed {
        Some(_) => trusted.or_else(|_| policy::permit(viewer, Act::Backdate)).map_err(|_| Error::Denied(Act::Import)),
        None => trusted.map_err(Error::Denied),
    }
}

impl Import {
    pub(super) fn is_trusted(&self) -> bool {
        policy::permit(&self.viewer, Act::Import).is_ok()
    }

    /// Whether the viewer may make this.
    pub(super) async fn permit_new(&self, db: &Turn, kind: RowKind, fields: &Map<String, Value>) -> Result<()> {
        if self.is_trusted() {
            return Ok(());
        }
        // what all entries share is administrators' alone
        let RowKind::Entry(kind) = kind else { return Err(Problem::new("", Case::MayNotImport).into()) };
        let subject = Subject { kind, home: self.home(fields), own: false, made: false };
        self.permit_act(Act::Create, subject, "territories", Case::MayNotImport)?;
        if published(fields) {
            self.permit_act(Act::Publish, subject, "status", Case::MayNotPublish)?;
        }
        self.permit_media(db, kind, fields, None).await
    }

    /// Whether the viewer may change this to these fields: as it stands, and where it goes to. What is public is changed by who may
    /// publish.
    pub(super) async fn permit_change(
        &self,
        db: &Turn,
        kind: RowKind,
        id: Id,
        fields: &Map<String, Value>,
    ) -> Result<()> {
        if self.is_trusted() {
            return Ok(());
        }
        let refused = || Problem::new("", Case::MayNotImport);
        let RowKind::Entry(kind) = kind else { return Err(refused().into()) };
        let found = latest::by_id(db, (&self.viewer, self.inner.clock.now()), id, Some(kind)).await;
        let (entry, before) = match found {
            Err(Error::NotFound) => return Err(refused().into()),
            other => other?,
        };
        let after = Subject { home: self.home(fields), ..before };
        for subject in [before, after] {
            self.permit_act(Act::Edit, subject, "territories", Case::MayNotImport)?;
            if entry.status == Status::Published || published(fields) {
                self.permit_act(Act::Publish, subject, "status", Case::MayNotPublish)?;
            }
        }
        let here = self.current(db, RowKind::Entry(kind), id).await?;
        self.permit_media(db, kind, fields, here.as_ref()).await
    }

    /// Whether the viewer sees the pictures and documents that fields name and that are not shown there already.
    async fn permit_media(
        &self,
        db: &Turn,
        kind: Kind,
        fields: &Map<String, Value>,
        here: Option<&Map<String, Value>>,
    ) -> Result<()> {
        let draft = |fields: &Map<String, Value>| Draft::read_in_part(kind, fields, &mut Vec::new());
        let (after, before) = (draft(fields), here.map(draft));
        let problems = attach::unseen(db, (&self.viewer, self.inner.clock.now()), &after, before.as_ref()).await?;
        if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
    }

    fn permit_act(&self, act: Act, subject: Subject, field: &str, refused: Case) -> Result<()> {
        let permitted = policy::permit_on(&self.viewer, act, subject, &self.reference);
        permitted.map_err(|_| Problem::new(field, refused).into())
    }

    /// The home territory that fields name, by row number.
    fn home(&self, fields: &Map<String, Value>) -> Option<i64> {
        let first = fields.get("territories").and_then(Value::as_array).and_then(|it| it.first())?;
        let reference = first.as_str()?.parse().ok()?;
        self.reference.territory(&reference).map(|it| it.seq)
    }
}

fn published(fields: &Map<String, Value>) -> bool {
    fields.get("status").and_then(Value::as_str) == Some("PUBLISHED")
}
