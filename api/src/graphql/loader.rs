//! The batches of one request: what many resolvers ask for at once is read in one statement. They live as long as
//! the request and read with its viewer's eyes.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use entity::entry::{Entry, Translation};
use entity::error::Error;
use entity::id::Id;
use entity::list::{List, Relation};
use entity::paging::{Page, Slice};
use entity::reader::Reader;
use entity::selection::Wanted;

/// Reads batches for one request.
pub struct Batch {
    pub(crate) reader: Reader,
}

/// A nested list, the same for many parents.
#[derive(Debug)]
pub(crate) struct Nested {
    pub(crate) list: List,
    pub(crate) relation: Relation,
    pub(crate) page: Page,
    pub(crate) wanted: Wanted,
    mark: String,
}

impl Nested {
    pub(crate) fn new(list: List, relation: Relation, page: Page, wanted: Wanted) -> Self {
        let mark = format!("{}", list.mark());
        Self { list, relation, page, wanted, mark }
    }
}

impl PartialEq for Nested {
    fn eq(&self, other: &Self) -> bool {
        let (mine, theirs) = ((&self.mark, self.relation, &self.page), (&other.mark, other.relation, &other.page));
        mine == theirs && self.wanted == other.wanted
    }
}

impl Eq for Nested {}

impl Hash for Nested {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.mark, self.relation, &self.page, self.wanted).hash(state);
    }
}

/// The page of a nested list under one parent.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct PageKey(pub(crate) i64, pub(crate) Arc<Nested>);

/// The number of rows of a nested list under one parent.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct CountKey(pub(crate) i64, pub(crate) Arc<Nested>);

/// One entry by row number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct EntryKey(pub(crate) i64, pub(crate) Wanted);

/// One entry by id.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct IdKey(pub(crate) Id, pub(crate) Wanted);

/// The language versions of one translation group.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct GroupKey(pub(crate) Id);

type Loaded<K, V> = Result<HashMap<K, V>, Arc<Error>>;

impl Loader<PageKey> for Batch {
    type Value = Slice<Entry>;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[PageKey]) -> Loaded<PageKey, Self::Value> {
        let mut found = HashMap::with_capacity(keys.len());
        for (nested, parents) in grouped(keys.iter().map(|it| (&it.1, it.0))) {
            let Nested { list, relation, page, wanted, .. } = nested.as_ref();
            let pages = self.reader.nested(list, *relation, &parents, *wanted, page).await.map_err(Arc::new)?;
            found.extend(pages.into_iter().map(|(parent, page)| (PageKey(parent, Arc::clone(nested)), page)));
        }
        Ok(found)
    }
}

impl Loader<CountKey> for Batch {
    type Value = u64;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[CountKey]) -> Loaded<CountKey, u64> {
        let mut found = HashMap::with_capacity(keys.len());
        for (nested, parents) in grouped(keys.iter().map(|it| (&it.1, it.0))) {
            let counts = self.reader.nested_counts(&nested.list, nested.relation, &parents).await.map_err(Arc::new)?;
            found.extend(counts.into_iter().map(|(parent, count)| (CountKey(parent, Arc::clone(nested)), count)));
        }
        Ok(found)
    }
}

impl Loader<EntryKey> for Batch {
    type Value = Entry;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[EntryKey]) -> Loaded<EntryKey, Entry> {
        let mut found = HashMap::with_capacity(keys.len());
        for (wanted, numbers) in grouped(keys.iter().map(|it| (&it.1, it.0))) {
            let entries = self.reader.entries_by_key(&numbers, *wanted).await.map_err(Arc::new)?;
            found.extend(entries.into_iter().map(|(number, entry)| (EntryKey(number, *wanted), entry)));
        }
        Ok(found)
    }
}

impl Loader<IdKey> for Batch {
    type Value = Entry;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[IdKey]) -> Loaded<IdKey, Entry> {
        let mut found = HashMap::with_capacity(keys.len());
        for (wanted, ids) in grouped(keys.iter().map(|it| (&it.1, it.0))) {
            let entries = self.reader.entries_by_id(&ids, *wanted).await.map_err(Arc::new)?;
            found.extend(entries.into_iter().map(|(id, entry)| (IdKey(id, *wanted), entry)));
        }
        Ok(found)
    }
}

impl Loader<GroupKey> for Batch {
    type Value = Vec<(Id, Translation)>;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[GroupKey]) -> Loaded<GroupKey, Self::Value> {
        let groups: Vec<Id> = keys.iter().map(|it| it.0).collect();
        let found = self.reader.translations(&groups).await.map_err(Arc::new)?;
        Ok(found.into_iter().map(|(group, versions)| (GroupKey(group), versions)).collect())
    }
}

/// Keys that ask for the same, together.
fn grouped<'a, G: Eq + Hash, P>(keys: impl Iterator<Item = (&'a G, P)>) -> HashMap<&'a G, Vec<P>> {
    let mut groups: HashMap<&'a G, Vec<P>> = HashMap::new();
    for (group, part) in keys {
        groups.entry(group).or_default().push(part);
    }
    groups
}
