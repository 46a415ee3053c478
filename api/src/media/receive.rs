//! A file as it comes in: written to a file without a name, so that nothing is left of what ends half-way, not even where the
//! program is killed. Counted, hashed, and looked at as soon as its beginning is there.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use axum::body::Bytes;
use futures_util::{Stream, StreamExt};
use sha2::{Digest, Sha256};

use crate::media::kind::{HEAD, Kind};
use crate::media::refusal::{Fault, Refusal};

/// How much is written at once.
const WRITTEN_AT_ONCE: usize = 256 * 1024;

/// What a sender may do.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowed {
    /// How many bytes a picture may have.
    pub(crate) picture: u64,
    /// How many bytes a document may have.
    pub(crate) document: u64,
    /// How long nothing may come.
    pub(crate) silence: Duration,
}

/// A file that has come in whole.
pub(crate) struct Received {
    pub(crate) file: File,
    pub(crate) bytes: u64,
    pub(crate) kind: Kind,
    pub(crate) head: Vec<u8>,
    /// SHA-256 of all of it.
    pub(crate) digest: Vec<u8>,
}

/// Receives a file into a folder, or the system's folder for what is temporary.
///
/// # Errors
/// [`Refusal`], as soon as it is known; the rest is not read then.
pub(crate) async fn receive<E>(
    mut sent: impl Stream<Item = Result<Bytes, E>> + Unpin,
    allowed: Allowed,
    folder: Option<&Path>,
) -> Result<Received, Refusal> {
    let mut part = Part { file: nameless(folder).await?, waiting: Vec::new(), digest: Sha256::new() };
    let (mut head, mut bytes, mut kind) = (Vec::new(), 0_u64, None);
    loop {
        let next = tokio::time::timeout(allowed.silence, sent.next()).await;
        let chunk = match next.map_err(|_| Refusal::TooSlow { seconds: allowed.silence.as_secs() })? {
            Some(Ok(chunk)) => chunk,
            Some(Err(_)) => return Err(Refusal::Interrupted),
            None => break,
        };
        bytes += chunk.len() as u64;
        if head.len() < HEAD {
            head.extend(chunk.iter().take(HEAD - head.len()));
        }
        if kind.is_none() && head.len() == HEAD {
            kind = Some(Kind::of(&head)?);
        }
        // before it is known what it is, no more has come than either may have
        let most = if kind.is_some_and(Kind::is_picture) { allowed.picture } else { allowed.document };
        if bytes > most {
            return Err(Refusal::TooLong { most });
        }
        part.waiting.extend(&chunk);
        if part.waiting.len() >= WRITTEN_AT_ONCE {
            part = part.written().await?;
        }
    }
    let kind = match kind {
        Some(kind) => kind,
        None => Kind::of(&head)?,
    };
    let Part { file, digest, .. } = part.written().await?;
    Ok(Received { file, bytes, kind, head, digest: digest.finalize().to_vec() })
}

/// What has come so far.
struct Part {
    file: File,
    waiting: Vec<u8>,
    digest: Sha256,
}

impl Part {
    async fn written(mut self) -> Result<Self, Refusal> {
        let written = tokio::task::spawn_blocking(move || {
            self.file.write_all(&self.waiting)?;
            self.digest.update(&self.waiting);
            self.waiting.clear();
            Ok(self)
        });
        joined(written.await).map_err(Refusal::Storage)
    }
}

async fn nameless(folder: Option<&Path>) -> Result<File, Refusal> {
    let folder = folder.map(Path::to_path_buf);
    let made = tokio::task::spawn_blocking(move || match folder {
        Some(folder) => {
            std::fs::create_dir_all(&folder)?;
            tempfile::tempfile_in(folder)
        }
        None => tempfile::tempfile(),
    });
    joined(made.await).map_err(Refusal::Storage)
}

fn joined<T>(done: Result<std::io::Result<T>, tokio::task::JoinError>) -> Result<T, Fault> {
    match done {
        Ok(done) => done.map_err(Fault::from),
        Err(cause) => Err(Fault::Unreachable(cause.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use futures_util::stream;

    use super::*;

    const MOST: Allowed = Allowed { picture: 20_000, document: 50_000, silence: Duration::from_millis(1_500) };

    async fn received(chunks: Vec<Result<Bytes, ()>>) -> Result<Received, Refusal> {
        let folder = tempfile::tempdir().unwrap();
        let done = receive(stream::iter(chunks), MOST, Some(folder.path())).await;
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "no name is given to anything");
        done
    }

    fn pieces(beginning: &[u8], length: usize) -> Vec<Result<Bytes, ()>> {
        let whole = [beginning, &vec![7; length - beginning.len()]].concat();
        whole.chunks(1_000).map(|it| Ok(Bytes::copy_from_slice(it))).collect()
    }

    #[tokio::test]
    async fn a_file_is_bounded_by_what_it_is() {
        let pdf = received(pieces(b"%PDF-1.7", 50_000)).await.unwrap();
        assert_eq!((pdf.kind, pdf.bytes, pdf.digest.len()), (Kind::Pdf, 50_000, 32));
        assert!(matches!(received(pieces(b"%PDF-1.7", 50_001)).await, Err(Refusal::TooLong { most: 50_000 })));
        assert!(received(pieces(b"\xff\xd8\xff\xe0", 20_000)).await.is_ok());
        assert!(matches!(received(pieces(b"\xff\xd8\xff\xe0", 20_001)).await, Err(Refusal::TooLong { most: 20_000 })));
    }

    #[tokio::test]
    async fn what_is_not_taken_or_ends_early_is_refused_at_once() {
        let mut endless = pieces(b"<html>", 9_000);
        endless.push(Err(()));
        assert!(matches!(received(endless).await, Err(Refusal::Type { .. })), "the rest is not read");
        let mut cut = pieces(b"%PDF-1.7", 9_000);
        cut.push(Err(()));
        assert!(matches!(received(cut).await, Err(Refusal::Interrupted)));
        assert!(matches!(received(Vec::new()).await, Err(Refusal::Empty)));
    }

    #[tokio::test]
    async fn silence_ends_it() {
        let sent = stream::iter(pieces(b"%PDF-1.7", 3_000)).chain(stream::pending());
        let done = receive(Box::pin(sent), MOST, None).await;
        assert!(matches!(done, Err(Refusal::TooSlow { seconds: 1 })));
    }
}
