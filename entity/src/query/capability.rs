//! The capabilities of a viewer, apart from any single entry or person: front ends decide by them what to show.

use crate::act::Act;
use crate::policy::{self, Person, Subject};
use crate::reader::Reader;
use crate::value::kind::Kind;
use crate::value::territory::TerritoryRef;
use crate::viewer::Reach;

impl Reader {
    /// Whether the viewer may do what concerns no entry.
    pub fn may(&self, act: Act) -> bool {
        policy::permit(self.viewer(), act).is_ok()
    }

    /// Whether the viewer may make drafts: as a member, or where they look after the content.
    pub fn may_create(&self) -> bool {
        let own = self.viewer().grant().is_some_and(|it| it.member.is_some());
        self.may(Act::Create) && self.somewhere(None, |home| self.may_with(Act::Create, home, own))
    }

    /// Whether the viewer may publish what has its home in a place; anywhere at all, when none is named.
    pub fn may_publish(&self, place: Option<&TerritoryRef>) -> bool {
        self.somewhere(place, |home| self.may_with(Act::Publish, home, false))
    }

    /// Whether the viewer may accept, invite and suspend contributors of a place; anywhere at all, when none is named.
    pub fn may_manage_members(&self, place: Option<&TerritoryRef>) -> bool {
        self.somewhere(place, |home| {
            let person = Person { places: home.into_iter().collect(), ..Person::default() };
            policy::permit_person(self.viewer(), Act::Accept, &person, self.reference()).is_ok()
        })
    }

    fn may_with(&self, act: Act, home: Option<i64>, own: bool) -> bool {
        let subject = Subject { kind: Kind::Article, home, own, made: own };
        policy::permit_on(self.viewer(), act, subject, self.reference()).is_ok()
    }

    /// Whether something holds of a place; of any that the viewer's rights reach, when none is named. A place that is not
    /// known is nowhere.
    fn somewhere(&self, place: Option<&TerritoryRef>, holds: impl Fn(Option<i64>) -> bool) -> bool {
        if let Some(place) = place {
            return self.reference().territory(place).is_some_and(|it| holds(Some(it.seq)));
        }
        match self.viewer().grant().map(|it| &it.reach) {
            Some(Reach::Inside(roots)) if !roots.is_empty() => roots.iter().any(|it| holds(Some(*it))),
            Some(_) | None => holds(None),
        }
    }
}
