//! A server that speaks S3: moto, a program of PyPI, in a process of its own.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::tool;

/// A server with a bucket; it ends with this value.
pub(crate) struct Moto {
    child: Child,
    address: SocketAddr,
}

impl Moto {
    /// The name of its bucket.
    pub(crate) const BUCKET: &'static str = "network-media";

    /// Starts it; none when the machine has none, whose stories are left out then.
    pub(crate) fn start() -> Option<Self> {
        let program = tool("moto_server")?;
        // nobody else asks for the port in the moment between
        let address = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a free port");
        let mut command = Command::new(program);
        command.args(["-H", "127.0.0.1", "-p", &address.port().to_string()]);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        let moto = Self { child, address };
        let begun = Instant::now();
        while moto.ask(&format!("PUT /{}", Self::BUCKET)) != Some(200) {
            assert!(begun.elapsed() < Duration::from_secs(60), "moto does not answer");
            std::thread::sleep(Duration::from_millis(100));
        }
        Some(moto)
    }

    /// Its address.
    pub(crate) fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    fn ask(&self, line: &str) -> Option<u16> {
        let mut stream = TcpStream::connect(self.address).ok()?;
        let head =
            format!("{line} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", self.address);
        stream.write_all(head.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        answer.split(' ').nth(1)?.parse().ok()
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}
