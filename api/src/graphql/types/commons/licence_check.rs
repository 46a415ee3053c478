//! What may be adapted into what, and why not.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object};
use entity::commons::compatibility::{self, Verdict};
use entity::commons::licence::Facts;
use entity::model::licence::Licence as Row;
use entity::reference::Snapshot;
use entity::value::reason::Reason;

use crate::graphql::engine::request::Request;
use crate::graphql::input::scalar::LanguageTag;
use crate::graphql::types::commons::licence::Licence;
use crate::message::Message;

/// The most originals of one adaptation.
pub(crate) const MAX_ORIGINALS: usize = 50;

/// Verdict on the licence of an adaptation. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Verdict")]
pub enum LicenceVerdict {
    /// Allowed: the licences are compatible.
    Allowed,
    /// Allowed but discouraged: nobody could adapt the result any further.
    Discouraged,
    /// Needs review: allowed, except that the version of an original's licence is unknown.
    NeedsReview,
    /// Refused: the licences are not compatible.
    Refused,
}

/// Verdict on the licence of an adaptation, with its reason. Guidance, not legal advice.
pub struct LicenceCheck {
    originals: Vec<Arc<Row>>,
    proposed: Arc<Row>,
    verdict: Verdict,
    reason: Reason,
    conflicts: Vec<Arc<Row>>,
    alternatives: Vec<Arc<Row>>,
}

impl LicenceCheck {
    /// Judges licences of the list by the list.
    pub(crate) fn of(reference: &Snapshot, originals: Vec<Arc<Row>>, proposed: Arc<Row>) -> Self {
        let known: Vec<&Facts> = reference.licences.all().iter().map(|it| &it.facts).collect();
        let facts: Vec<&Facts> = originals.iter().map(|it| &it.facts).collect();
        let found = compatibility::check(&facts, &proposed.facts, &known);
        let rows =
            |of: Vec<&Facts>| of.into_iter().filter_map(|it| reference.licences.by_key(&it.key).cloned()).collect();
        let (conflicts, alternatives) = (rows(found.clashes), rows(found.alternatives));
        Self { verdict: found.verdict, reason: found.reason, conflicts, alternatives, originals, proposed }
    }

    /// Why, in the first of these languages that it is written in.
    fn why(&self, reference: &Snapshot, wished: &[entity::value::language::LanguageTag]) -> String {
        let known: Vec<&Facts> = reference.licences.all().iter().map(|it| &it.facts).collect();
        let none = || Message::new("licence-none").say(wished);
        let names = |of: &[Arc<Row>]| {
            let mut names: Vec<&str> = Vec::new();
            for it in of {
                if !names.contains(&it.facts.short_name.as_str()) {
                    names.push(&it.facts.short_name);
                }
            }
            if names.is_empty() { none() } else { names.join(", ") }
        };
        let allowed = |of: &Facts| {
            let of = compatibility::adaptable_under(of, &known);
            if of.is_empty() {
                none()
            } else {
                of.iter().map(|it| it.short_name.as_str()).collect::<Vec<_>>().join(", ")
            }
        };
        let message = reason(self.reason);
        let message = message
            .text("originals", names(&self.originals))
            .text("proposed", self.proposed.facts.short_name.as_str())
            .text("clashes", names(&self.conflicts))
            .text("allowed", names(&self.alternatives));
        let message = match self.conflicts.as_slice() {
            [one, other] => message
                .text("one", one.facts.short_name.as_str())
                .text("other", other.facts.short_name.as_str())
                .text("allowedOne", allowed(&one.facts))
                .text("allowedOther", allowed(&other.facts)),
            _ => message,
        };
        message.say(wished)
    }
}

/// Verdict on the licence of an adaptation, with its reason. Guidance, not legal advice.
#[Object]
impl LicenceCheck {
    /// Verdict on the proposed licence.
    async fn verdict(&self) -> LicenceVerdict {
        self.verdict.into()
    }

    /// Explanation of the verdict, for people.
    async fn reason(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Language of the explanation: French, Breton or English. Defaults to `Accept-Language`.")]
        language: Option<LanguageTag>,
    ) -> String {
        let request = Request::of(ctx);
        let wished = wished(request, language);
        self.why(request.reader.reference(), &wished)
    }

    /// Notice for people that the verdict is guidance and not legal advice.
    async fn notice(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Language of the notice: French, Breton or English. Defaults to `Accept-Language`.")]
        language: Option<LanguageTag>,
    ) -> String {
        Message::new("licence-guidance").say(&wished(Request::of(ctx), language))
    }

    /// Licences of the originals that conflict with the proposed licence; if the originals conflict with each other, two of their
    /// licences.
    async fn conflicts(&self) -> Vec<Licence> {
        self.conflicts.iter().cloned().map(Licence).collect()
    }

    /// Licences that an adaptation of all originals may carry instead. Empty if there is none.
    async fn alternatives(&self) -> Vec<Licence> {
        self.alternatives.iter().cloned().map(Licence).collect()
    }
}

pub(crate) fn wished(request: &Request, language: Option<LanguageTag>) -> Vec<entity::value::language::LanguageTag> {
    language.map(|it| it.0).into_iter().chain(request.languages.iter().cloned()).collect()
}

/// The licences that an adaptation of a work under this one may carry without reserve.
pub(crate) fn adaptable_under(ctx: &Context<'_>, licence: &Row) -> Vec<Licence> {
    let reference = Request::of(ctx).reader.reference();
    let known: Vec<&Facts> = reference.licences.all().iter().map(|it| &it.facts).collect();
    let found = compatibility::adaptable_under(&licence.facts, &known);
    found.into_iter().filter_map(|it| reference.licences.by_key(&it.key).cloned()).map(Licence).collect()
}

/// Why licences go together or do not, as a message that is yet to be filled with their names.
pub(crate) fn reason(reason: Reason) -> Message {
    Message::new(match reason {
        Reason::GoesTogether => "licence-goes-together",
        Reason::EndsHere => "licence-ends-here",
        Reason::VersionUnknown => "licence-version-unknown",
        Reason::OriginalForbids => "licence-original-forbids",
        Reason::NoChoice => "licence-no-choice",
        Reason::OtherTerms => "licence-other-terms",
        Reason::NothingFits => "licence-nothing-fits",
    })
}
