//! An SMTP server (RFC 5321) that takes every mail, and answers the end of a text when it is told to.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

/// How long a mail is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server on a port of its own; it ends with the test.
pub(crate) struct Smtp {
    pub(crate) address: SocketAddr,
    state: Arc<(Mutex<State>, Condvar)>,
}

#[derive(Default)]
struct State {
    /// The texts that were sent whole.
    texts: Vec<String>,
    /// Whether texts are answered.
    answers: bool,
}

impl Smtp {
    /// A server that leaves texts unanswered until [`Smtp::answer`].
    pub(crate) fn silent() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::<(Mutex<State>, Condvar)>::default();
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                thread::spawn(move || converse(client, &state));
            }
        });
        Self { address, state }
    }

    /// Answers the texts that were sent, and those to come.
    pub(crate) fn answer(&self) {
        self.state.0.lock().expect("nobody panicked").answers = true;
        self.state.1.notify_all();
    }

    /// Waits until so many texts were sent whole; all that were.
    pub(crate) fn texts(&self, least: usize) -> Vec<String> {
        let state = self.state.0.lock().expect("nobody panicked");
        let waited = self.state.1.wait_timeout_while(state, PATIENCE, |it| it.texts.len() < least);
        let (state, late) = waited.expect("nobody panicked");
        assert!(!late.timed_out(), "no mail came");
        state.texts.clone()
    }
}

/// Speaks with a client until it goes.
fn converse(client: TcpStream, state: &(Mutex<State>, Condvar)) -> Option<()> {
    let mut lines = BufReader::new(client.try_clone().ok()?).lines();
    let say = |line: &str| (&client).write_all(format!("{line}\r\n").as_bytes()).ok();
    say("220 mail.test")?;
    loop {
        let line = lines.next()?.ok()?;
        match line.split(' ').next().unwrap_or_default().to_uppercase().as_str() {
            "EHLO" => {
                say("250-mail.test")?;
                say("250 8BITMIME")?;
            }
            "DATA" => {
                say("354 go on")?;
                let mut text = String::new();
                loop {
                    let line = lines.next()?.ok()?;
                    if line == "." {
                        break;
                    }
                    text.push_str(&line);
                    text.push('\n');
                }
                let mut held = state.0.lock().expect("nobody panicked");
                held.texts.push(text);
                state.1.notify_all();
                drop(state.1.wait_while(held, |it| !it.answers).expect("nobody panicked"));
                say("250 taken")?;
            }
            "QUIT" => return say("221 bye"),
            _ => say("250 well")?,
        }
    }
}
