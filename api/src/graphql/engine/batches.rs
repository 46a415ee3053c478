//! The batches of one request: what sister resolvers ask for is read in one statement. They live as long as the request
//! and read with its viewer's eyes. Not async-graphql's loader, which waits for a timer: how many statements it sends
//! depends on how busy the machine is.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use entity::db::paging::Slice;
use entity::editing::queue::Prospect;
use entity::error::Error;
use entity::media::read::User;
use entity::member::membership::Membership;
use entity::model::entry::{Entry, Translation};
use entity::model::licence::Licence;
use entity::model::media::Media;
use entity::query::lineage::{Family, Origin, Step};
use entity::reader::Reader;
use entity::value::clock::Instant;
use entity::value::id::Id;
use tokio::sync::oneshot;

pub(crate) use crate::graphql::engine::keys::{
    ChangeableKey, CountKey, EntryKey, FamilyKey, FormerKey, GroupKey, IdKey, MediaKey, MembershipKey, OriginsKey,
    PageKey, ProspectKey, RelatedKey, StepKey, UsersKey,
};
pub(crate) use crate::graphql::engine::nested::Nested;

/// The batches of one request.
pub struct Batches {
    reader: Reader,
    pages: Queue<PageKey>,
    counts: Queue<CountKey>,
    entries: Queue<EntryKey>,
    ids: Queue<IdKey>,
    groups: Queue<GroupKey>,
    memberships: Queue<MembershipKey>,
    prospects: Queue<ProspectKey>,
    origins: Queue<OriginsKey>,
    steps: Queue<StepKey>,
    families: Queue<FamilyKey>,
    former: Queue<FormerKey>,
    media: Queue<MediaKey>,
    users: Queue<UsersKey>,
    changeable: Queue<ChangeableKey>,
    related: Queue<RelatedKey>,
}

/// What can be asked for in a batch.
pub(crate) trait Key: Clone + Eq + Hash + Sized {
    /// What is found under it.
    type Value: Clone;

    /// Where the request keeps those who wait.
    fn queue(batches: &Batches) -> &Queue<Self>;

    /// Reads what is found under many keys at once. What is not found is absent.
    fn read(reader: &Reader, keys: &[Self]) -> impl Future<Output = Loaded<Self>> + Send;
}

/// What was read, by key. An error goes to all who wait.
pub(crate) type Loaded<K> = Result<HashMap<K, <K as Key>::Value>, Error>;

/// What one who waits is told.
type Told<K> = Result<Option<<K as Key>::Value>, Arc<Error>>;

/// Those who wait, by what they asked for.
pub(crate) struct Queue<K: Key>(Mutex<HashMap<K, Vec<oneshot::Sender<Told<K>>>>>);

impl<K: Key> Default for Queue<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl Batches {
    /// The batches of a request of the reader's viewer.
    pub(crate) fn new(reader: Reader) -> Self {
        let (pages, counts, entries) = (Queue::default(), Queue::default(), Queue::default());
        let (ids, groups, memberships) = (Queue::default(), Queue::default(), Queue::default());
        let (prospects, origins, steps) = (Queue::default(), Queue::default(), Queue::default());
        Self {
            reader,
            pages,
            counts,
            entries,
            ids,
            groups,
            memberships,
            prospects,
            origins,
            steps,
            families: Queue::default(),
            former: Queue::default(),
            media: Queue::default(),
            users: Queue::default(),
            changeable: Queue::default(),
            related: Queue::default(),
        }
    }

    /// What is found under a key, read together with what sister resolvers ask for.
    ///
    /// Sisters run in one task: when the first of them goes on after yielding, all of them stand in the queue. It reads
    /// for all, and nothing outlives the request.
    pub(crate) async fn load<K: Key>(&self, key: K) -> Told<K> {
        let (tell, told) = oneshot::channel();
        let queue = &K::queue(self).0;
        queue.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default().push(tell);
        tokio::task::yield_now().await;
        let waiting = std::mem::take(&mut *queue.lock().unwrap_or_else(PoisonError::into_inner));
        if !waiting.is_empty() {
            let keys: Vec<K> = waiting.keys().cloned().collect();
            let found = K::read(&self.reader, &keys).await.map_err(Arc::new);
            for (key, waiting) in waiting {
                let value = found.as_ref().map(|it| it.get(&key).cloned()).map_err(Arc::clone);
                // who no longer waits needs no answer
                waiting.into_iter().for_each(|it| drop(it.send(value.clone())));
            }
        }
        told.await.unwrap_or(Ok(None))
    }
}

impl Key for PageKey {
    type Value = Slice<Entry>;

    fn queue(batches: &Batches) -> &Queue<Self> {
        &batches.pages
    }

    async fn read(reader: &Reader, keys: &[Self]) -> Loaded<Self> {
        let mut found = HashMap::with_capacity(keys.len());
        for (nested, parents) in grouped(keys.iter().map(|it| (&it.1, it.0))) {
            let Nested { list, relation, page, wanted, .. } = nested.as_ref();
            let pages = reader.nested(list, *relation, &parents, *wanted, page).await?;
            found.extend(pages.into_iter().map(|(parent, page)| (Self(parent, Arc::clone(nested)), page)));
        }
        Ok(found)
    }
}

impl Key for CountKey {
    type Value = u64;

    fn queue(batches: &Batches) -> &Queue<Self> {
        &batches.counts
    }

    async fn read(reader: &Reader, keys: &[Self]) -> Loaded<Self> {
        let mut found = HashMap::with_capacity(keys.len());
        for (nested, parents) in grouped(keys.iter().map(|it| (&it.1, it.0))) {
            let counts = reader.nested_counts(&nested.list, nested.relation, &parents).await?;
            found.extend(counts.into_iter().map(|(parent, count)| (Self(parent, Arc::clone(nested)), count)));
        }
        Ok(found)
    }
}

impl Key for EntryKey {
    type Value = Entry;

    fn queue(batches: &Batches) -> &Queue<Self> {
        &batches.entries
    }

    async fn read(reader: &Reader, keys: &[Self]) -> Loaded<Self> {
        let mut found = HashMap::with_capacity(keys.len());
        for (wanted, numbers) in grouped(keys.iter().map(|it| (&it.1, it.0))) {
            let entries = reader.entries_by_key(&numbers, *wanted).await?;
            found.extend(entries.into_iter().map(|(number, entry)| (Self(number, *wanted), entry)));
        }
        Ok(found)
    }
}

impl Key for IdKey {
    type Value = Entry;

    fn queue(batches: &Batches) -> &Queue<Self> {
        &batches.ids
    }

    async fn read(reader: &Reader, keys: &[Self]) -> Loaded<Self> {
        let mut found = HashMap::with_capacity(keys.len());
        for (wanted, ids) in grouped(keys.iter().map(|it| (&it.1, it.0))) {
            let entries = reader.entries_by_id(&ids, *wanted).await?;
            found.extend(entries.into_iter().map(|(id, entry)| (Self(id, *wanted), entry)));
        }
        Ok(found)
    }
}

impl Key for GroupKey {
    type Value = Vec<(Id, Translation)>;

    fn queue(batches: &Batches) -> &Queue<Self> {
        &batches.groups
    }

    async fn read(reader: &Reader, keys: &[Self]) -> Loaded<Self> {
        let groups: Vec<Id> = keys.iter().map(|it| it.0).collect();
        let found = reader.translations(&groups).await?;
        Ok(found.into_iter().map(|(group, versions)| (Self(group), versions)).collect())
    }
}

impl Key for MembershipKey {
    type Value = Vec<Arc<Membership>>;

    fn queue(batches: &Batches) -> &Queue<Self> {
        &batches.memberships
    }

    async fn read(reader: &Reader, keys: &[Self]) -> Loaded<Self> {
        let members: Vec<i64> = keys.iter().map(|it| it.0).collect();
        let mut found: HashMap<Self, Self::Value> = HashMap::new();
        for it in reader.memberships(&members).await?.into_iter().map(Arc::new) {
            for key in [Self(it.member.key()), Self(it.organisation.key())] {
                found.entry(key).or_default().push(Arc::clone(&it));
            }
        }
        Ok(found)
    }
}

impl Key for ProspectKey {
    type Value = Prospect;

    fn queue(batches: &Batches) -> &Queue<Self> {
        &batches.prospects
    }

    async fn read(reader: &Reader, keys: &[Self]) -> Loaded<Self> {
        let entries: Vec<i64> = keys.iter().map(|it| it.0).collect();
        let found = reader.prospects(&entries).await?;
        Ok(found.into_iter().map(|(seq, it)| (Self(seq), it)).collect())
    }
}

impl Key for OriginsKey {
    type Value = Vec<Origin>;

    fn queue(batches: &Batches) -> &Queue<Self> {
        &batches.origins
    }

    async fn read(reader: &Reader, keys: &[Self]) -> Loaded<Self> {
        let entries: Vec<i64> = keys.iter().map(|it| it.0).collect();
        let found = reader.origins(&entries).await?;
        Ok(found.into_iter().map(|(seq, it)| (Self(seq), it)).collect())
    }
}

impl Key for StepKey {
    type Value = Step;

    fn queue(batches: &Batches) -> &Queue<Self> {
        &batches.steps
    }

    async fn read(reader: &Reader, keys: &[Self]) -> Loaded<Self> {
        let pairs: Vec<(i64, i64)> = keys.iter().map(|it| (it.0, it.1)).collect();
        let found = reader.steps(&pairs).await?;
        Ok(found.into_iter().map(|((origin, entry), it)| (Self(origin, entry), it)).collect())
    }
}

impl Key for FamilyKey {
    type Value = Family;

    fn queue(batches: &Batches) -> &Queue<Self> {
        &batches.families
    }

    async fn read(reader: &Reader, keys: &[Self]) -> Loaded<Self> {
        let mut found = HashMap::new();
        for (depth, of) in grouped(keys.iter().map(|it| (&it.1, it.0))) {
            let families = reader.families(&of, *depth).await?;
            found.extend(families.into_iter().map(|(seq, it)| (Self(seq, *depth), it)));
        }
        Ok(found)
    }
}

impl Key for FormerKey {
    type Value = Vec<(Arc<Licence>, Instant)>;

    fn queue(batches: &Batches) -> &Queue<Self> {
        &batches.former
    }

    async fn read(reader: &Reader, keys: &[Self]) -> Loaded<Self> {
        let entries: Vec<Id> = keys.iter().map(|it| it.0).collect();
        let found = reader.former_licences(&entries).await?;
        Ok(found.into_iter().map(|(id, it)| (Self(id), it)).collect())
    }
}

impl Key for MediaKey {
    type Value = Arc<Media>;

    fn queue(batches: &Batches) -> &Queue<Self> {
        &batches.media
    }

    async fn read(reader: &Reader, keys: &[Self]) -> Loaded<Self> {
        let ids: Vec<Id> = keys.iter().map(|it| it.0).collect();
        let found = reader.media_by_id(&ids).await?;
        Ok(found.into_iter().map(|(id, it)| (Self(id), Arc::new(it))).collect())
    }
}

impl Key for UsersKey {
    type Value = Vec<User>;

    fn queue(batches: &Batches) -> &Queue<Self> {
        &batches.users
    }

    async fn read(reader: &Reader, keys: &[Self]) -> Loaded<Self> {
        let of: Vec<i64> = keys.iter().map(|it| it.0).collect();
        let found = reader.media_users(&of).await?;
        Ok(found.into_iter().map(|(seq, it)| (Self(seq), it)).collect())
    }
}

impl Key for ChangeableKey {
    type Value = ();

    fn queue(batches: &Batches) -> &Queue<Self> {
        &batches.changeable
    }

    async fn read(reader: &Reader, keys: &[Self]) -> Loaded<Self> {
        let of: Vec<i64> = keys.iter().map(|it| it.0).collect();
        Ok(reader.media_changeable(&of).await?.into_iter().map(|seq| (Self(seq), ())).collect())
    }
}

impl Key for RelatedKey {
    type Value = Vec<Entry>;

    fn queue(batches: &Batches) -> &Queue<Self> {
        &batches.related
    }

    async fn read(reader: &Reader, keys: &[Self]) -> Loaded<Self> {
        let mut found = HashMap::new();
        for (asked, of) in grouped(keys.iter().map(|it| (&it.1, it.0))) {
            let related = reader.related(&of, asked.0, asked.1).await?;
            found.extend(related.into_iter().map(|(seq, it)| (Self(seq, *asked), it)));
        }
        Ok(found)
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
