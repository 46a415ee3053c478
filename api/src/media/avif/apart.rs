//! The decoder works in a process of its own, which ends when the picture is there. It is a port of C with unsafe code of its own, and
//! where it panics the process ends, since its functions are those of C: so this is never the process that answers.

use std::io::{self, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::OnceLock;

use rlimit::Resource;

use crate::media::avif::Unread;
use crate::media::avif::unpack::{Order, unpack};

/// The argument by which the program is asked to unpack one picture.
const ARGUMENT: &str = "unpack-avif";
/// How many seconds of a processor one picture may take.
const MOST_SECONDS: u64 = 30;
/// How many bytes of addresses the process may have, most of which it never touches.
const MOST_ADDRESSES: u64 = 4 * 1024 * 1024 * 1024;
/// How many bytes an order has.
const ORDER: usize = 11;

/// Signals, as Linux numbers them.
const HANGUP: i32 = 1;
const INTERRUPT: i32 = 2;
const KILL: i32 = 9;
const TERMINATE: i32 = 15;

/// The program that unpacks. Where none is named, as in tests, pictures are unpacked here.
static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// From now on this program is called to unpack pictures. It calls [`serve_one`] when it is asked to.
pub(crate) fn begin_apart(program: PathBuf) {
    // whoever was named first stays
    let _named_before = PROGRAM.set(program);
}

/// Unpacks one coded picture, and writes its rows.
///
/// # Errors
/// [`Unread`] for what is damaged, and for a decoder that ended without a picture.
pub(super) fn unpack_apart(order: Order, data: &[u8], into: &mut impl Write) -> Result<(), Unread> {
    match PROGRAM.get() {
        Some(program) => called(program, order, data, into),
        None => unpack(order, data.to_vec(), into),
    }
}

fn called(program: &Path, order: Order, data: &[u8], into: &mut impl Write) -> Result<(), Unread> {
    // no secret of the settings is needed there
    let mut command = Command::new(program);
    command.arg(ARGUMENT).env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|it| Unread::Apart(it.to_string()))?;
    let talked = talk(&mut child, order, data, into);
    if talked.is_none() {
        // it has ended already, or nobody reads what it writes
        let _may_have_ended = child.kill();
    }
    let ended = child.wait().map_err(|it| Unread::Apart(it.to_string()))?;
    outcome(talked.is_some(), ended)
}

/// What became of a picture, by how the process ended.
fn outcome(all_was_said: bool, ended: ExitStatus) -> Result<(), Unread> {
    match ended.signal() {
        None if all_was_said && ended.success() => Ok(()),
        // told to stop, as whoever called it is, or killed for want of memory: nothing is known of the picture
        Some(HANGUP | INTERRUPT | TERMINATE) => Err(Unread::Apart(ended.to_string())),
        Some(KILL) if all_was_said => Err(Unread::Apart(ended.to_string())),
        _ => Err(Unread::Broken),
    }
}

fn talk(child: &mut Child, order: Order, data: &[u8], into: &mut impl Write) -> Option<()> {
    let mut stdin = child.stdin.take()?;
    stdin.write_all(&written(order)).and_then(|()| stdin.write_all(data)).ok()?;
    // all of it was said
    drop(stdin);
    io::copy(child.stdout.as_mut()?, into).ok().map(|_| ())
}

fn written(order: Order) -> [u8; ORDER] {
    let mut bytes = [0; ORDER];
    bytes[..4].copy_from_slice(&order.size.0.to_be_bytes());
    bytes[4..8].copy_from_slice(&order.size.1.to_be_bytes());
    bytes[8..].copy_from_slice(&[
        order.matrix.is_some().into(),
        order.matrix.unwrap_or_default(),
        order.is_full.into(),
    ]);
    bytes
}

fn read(bytes: [u8; ORDER]) -> Order {
    let [a, b, c, d, e, f, g, h, has_matrix, matrix, is_full] = bytes;
    Order {
        size: (u32::from_be_bytes([a, b, c, d]), u32::from_be_bytes([e, f, g, h])),
        matrix: (has_matrix == 1).then_some(matrix),
        is_full: is_full == 1,
    }
}

/// Unpacks one picture, in the process that was called for it: what is wanted comes in before the picture, rows go out. Whether that
/// went well.
pub(crate) fn serve_one(mut input: impl Read, output: impl Write) -> bool {
    // what is not bounded so is bounded by what the caller waits for
    let _as_it_is = [(Resource::CPU, MOST_SECONDS), (Resource::AS, MOST_ADDRESSES), (Resource::CORE, 0)]
        .map(|(resource, most)| resource.set(most, most));
    let mut order = [0; ORDER];
    let mut data = Vec::new();
    if input.read_exact(&mut order).and_then(|()| input.read_to_end(&mut data)).is_err() {
        return false;
    }
    let mut output = io::BufWriter::with_capacity(256 * 1024, output);
    unpack(read(order), data, &mut output).is_ok() && output.flush().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_arrives_as_it_was_given() {
        for matrix in [None, Some(0), Some(9)] {
            let order = Order { size: (70_000, 3), matrix, is_full: matrix.is_some() };
            assert_eq!(read(written(order)), order);
        }
    }

    #[test]
    fn what_is_no_order_is_refused() {
        let mut out = Vec::new();
        let order = written(Order { size: (4, 4), matrix: Some(6), is_full: true });
        for input in [b"".as_slice(), &order[..5], &order, &[&order[..], b"\x12\0\x0a\x0anothing"].concat()] {
            assert!(unpack_all(input, &mut out).is_none() && out.is_empty(), "{input:?}");
        }
    }

    #[test]
    fn a_decoder_that_ends_without_a_picture_is_told() {
        let order = Order { size: (4, 4), matrix: Some(6), is_full: true };
        let call = |program: &str| called(Path::new(program), order, &[7; 200_000], &mut io::sink());
        assert_eq!(call("/bin/false"), Err(Unread::Broken));
        assert!(matches!(call("/nowhere/there"), Err(Unread::Apart(_))));
    }

    #[test]
    fn who_stopped_the_decoder_decides_what_is_told() {
        let ended = |signal, all_was_said| outcome(all_was_said, ExitStatus::from_raw(signal));
        assert_eq!(ended(0, true), Ok(()));
        // it panicked, read where nothing is, or took too long
        for signal in [6, 11, 24] {
            assert_eq!((ended(signal, true), ended(signal, false)), (Err(Unread::Broken), Err(Unread::Broken)));
        }
        assert!(matches!((ended(TERMINATE, false), ended(KILL, true)), (Err(Unread::Apart(_)), Err(Unread::Apart(_)))));
        assert_eq!(ended(KILL, false), Err(Unread::Broken));
        assert_eq!((ended(1 << 8, true), ended(0, false)), (Err(Unread::Broken), Err(Unread::Broken)));
    }

    /// As [`serve_one`] does, without bounds for this process.
    fn unpack_all(input: &[u8], out: &mut Vec<u8>) -> Option<()> {
        let (order, data) = input.split_at_checked(ORDER)?;
        unpack(read(order.try_into().ok()?), data.to_vec(), out).ok()
    }
}
