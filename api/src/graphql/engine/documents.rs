//! Documents that have been parsed, bounded and held to the schema: kept by the hash of their text, so that a client's
//! second request is not parsed again, and so that it need not send the text at all. Those of a trusted list are never
//! forgotten.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use async_graphql::ServerError;
use async_graphql::parser::parse_query;
use async_graphql::parser::types::ExecutableDocument;
use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::error::{Code, WireError, unfit, unparsed};
use crate::guard::types::Types;
use crate::guard::{Limits, document, text, validation};

/// How many bytes the documents that are kept may take together.
const KEPT_BYTES: u64 = 32 * 1024 * 1024;
/// What a parsed token takes in memory, beside its letters: some of them carry a whole node.
const TOKEN_BYTES: usize = 300;
/// A document that takes more is parsed each time.
const MAX_KEPT: usize = 512 * 1024;

/// SHA-256 of a document's text.
type Hash = [u8; 32];

/// A document that may be carried out.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) document: ExecutableDocument,
    /// What it takes in memory, roughly.
    bytes: usize,
}

/// The documents that a server knows.
pub(crate) struct Documents {
    limits: Limits,
    types: Arc<Types>,
    /// Whether a name that is like a wrong one is told.
    suggestions: bool,
    seen: Cache<Hash, Arc<Known>, ByBytes>,
    trusted: HashMap<String, Arc<Known>>,
    trusted_only: bool,
}

/// How a request names its document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Naming {
    /// Its text.
    pub(crate) text: Option<String>,
    /// SHA-256 of its text in hexadecimal digits, or its id in the trusted list.
    pub(crate) id: Option<String>,
}

/// A list of trusted documents that cannot be used: one sentence.
#[derive(Debug, thiserror::Error)]
#[error("the list of trusted documents {0}: {1}")]
pub struct BadList(String, String);

#[derive(Clone)]
struct ByBytes;

impl Weighter<Hash, Arc<Known>> for ByBytes {
    fn weight(&self, _: &Hash, known: &Arc<Known>) -> u64 {
        known.bytes as u64
    }
}

/// The two forms of such lists that generators write.
#[derive(Deserialize)]
#[serde(untagged)]
enum List {
    /// Apollo's manifest.
    Manifest { operations: Vec<Operation> },
    /// A map from id to text, as Relay's compiler writes it.
    Map(HashMap<String, String>),
}

#[derive(Deserialize)]
struct Operation {
    id: String,
    body: String,
}

impl Documents {
    /// Knows nothing yet.
    pub(crate) fn new(limits: Limits, types: Arc<Types>, suggestions: bool) -> Self {
        let seen = Cache::with_weighter(1_000, KEPT_BYTES, ByBytes);
        Self { limits, types, suggestions, seen, trusted: HashMap::new(), trusted_only: false }
    }

    /// Knows the documents of a list; `only` carries out no others.
    ///
    /// # Errors
    /// When the file cannot be read, or one of its documents is none.
    pub(crate) fn trust(mut self, file: &Path, only: bool) -> Result<Self, BadList> {
        let bad = |cause: String| BadList(file.display().to_string(), cause);
        let text = std::fs::read_to_string(file).map_err(|it| bad(format!("cannot be read: {it}")))?;
        let list: List = serde_json::from_str(&text).map_err(|_| {
            bad("is neither a manifest with operations of id and body, nor a map from id to text".to_owned())
        })?;
        let documents: Vec<(String, String)> = match list {
            List::Manifest { operations } => operations.into_iter().map(|it| (it.id, it.body)).collect(),
            List::Map(map) => map.into_iter().collect(),
        };
        for (id, text) in documents {
            let known = self.read(&text).map_err(|it| bad(format!("holds {id}, which is refused: {}", it.say(&[]))))?;
            let known = Arc::new(known);
            self.trusted.insert(hexadecimal(&Sha256::digest(text.as_bytes()).into()), Arc::clone(&known));
            self.trusted.insert(id, known);
        }
        self.trusted_only = only;
        Ok(self)
    }

    /// Whether none but those of its list are carried out.
    pub(crate) fn trusts_only_its_list(&self) -> bool {
        self.trusted_only
    }

    /// The document that a request names.
    ///
    /// # Errors
    /// What is wrong with it, or that it is not known.
    pub(crate) fn find(&self, naming: &Naming) -> Result<Arc<Known>, WireError> {
        let Some(text) = &naming.text else {
            let id = naming.id.as_deref().ok_or_else(|| WireError::new(Code::Malformed, "query-absent"))?;
            return self.by_id(id);
        };
        let hash: Hash = Sha256::digest(text.as_bytes()).into();
        let named = hexadecimal(&hash);
        if naming.id.as_ref().is_some_and(|it| !it.eq_ignore_ascii_case(&named)) {
            return Err(WireError::new(Code::PersistedQueryMismatch, "persisted-query-mismatch"));
        }
        if let Some(known) = self.trusted.get(&named) {
            return Ok(Arc::clone(known));
        }
        if self.trusted_only {
            return Err(WireError::new(Code::PersistedQueryRequired, "persisted-query-required"));
        }
        if let Some(known) = self.seen.get(&hash) {
            return Ok(known);
        }
        let known = Arc::new(self.read(text)?);
        if known.bytes <= MAX_KEPT {
            self.seen.insert(hash, Arc::clone(&known));
        }
        Ok(known)
    }

    fn by_id(&self, id: &str) -> Result<Arc<Known>, WireError> {
        if let Some(known) = self.trusted.get(id).or_else(|| self.trusted.get(&id.to_ascii_lowercase())) {
            return Ok(Arc::clone(known));
        }
        let seen = hash(id).filter(|_| !self.trusted_only).and_then(|it| self.seen.get(&it));
        seen.ok_or_else(|| WireError::new(Code::PersistedQueryNotFound, "persisted-query-not-found"))
    }

    fn read(&self, text: &str) -> Result<Known, WireError> {
        let scanned = text::scan(text, &self.limits)?;
        let document = parse_query(&scanned.text).map_err(|it| unparsed(&ServerError::from(it), &scanned.text))?;
        document::check(&document, &self.limits)?;
        validation::check(&document, &self.types, &self.limits).map_err(|it| unfit(it, self.suggestions))?;
        // letters stand in names, in values, and once more in what is answered about them
        Ok(Known { document, bytes: scanned.tokens * TOKEN_BYTES + 4 * text.len() })
    }
}

fn hexadecimal(hash: &Hash) -> String {
    HEXLOWER.encode(hash)
}

fn hash(text: &str) -> Option<Hash> {
    if text.len() != 64 {
        return None;
    }
    HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok()?.try_into().ok()
}
