//! No part of a secret is printed or logged, whatever its letters.

use std::process::{Command, Output};

const PROGRAM: &str = env!("CARGO_BIN_EXE_bretagne-creative");

/// Letters that end a part of an address, when they are not written as `%3F` and so on.
const ODD: [&str; 9] = ["?", "@", "/", "#", "%", ":", " ", "?a=", "%3F"];

fn ended(command: &str, settings: &[(&str, &str)]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let mut program = Command::new(PROGRAM);
    program.arg(command).current_dir(folder.path()).env("BC_LOG", "trace").env("BC_LISTEN", "203.0.113.1:9");
    program.envs(settings.iter().copied()).output().unwrap()
}

fn told(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn a_password_with_odd_letters_is_shown_by_no_command_and_no_log() {
    std::thread::scope(|scope| {
        for odd in ODD {
            scope.spawn(move || {
                for password in [format!("hun{odd}ter2"), format!("12{odd}ter2"), format!("{odd}ter2hun")] {
                    shown_by_no_command(&password);
                }
            });
        }
    });
}

fn shown_by_no_command(password: &str) {
    // nobody listens there: each command ends by itself
    let database = format!("postgres://anaig:{password}@127.0.0.1:1/network");
    let mails = format!("smtps://anaig:{password}@mail.test");
    let settings = [
        ("BC_DATABASE_URL", database.as_str()),
        ("BC_SMTP_URL", &mails),
        ("BC_MAIL_FROM", "Us <us@example.org>"),
        ("BC_SECRET", password),
        ("BC_ADMIN_EMAIL", "ana@example.org"),
        ("BC_ADMIN_PASSWORD", password),
    ];
    for command in ["config", "doctor", "serve"] {
        let output = ended(command, &settings);
        let told = told(&output);
        for part in ["hun", "ter2", "anaig"] {
            assert!(!told.contains(part), "{command} with {password}: {told}");
        }
        assert_eq!(output.status.success(), command == "config", "{command}: {told}");
    }
}

#[test]
fn what_is_behind_the_address_of_a_database_is_not_logged() {
    let settings = [("BC_DATABASE_URL", "postgres://127.0.0.1:1/network?password=hunter2&paswsord=hunter2")];
    for command in ["config", "doctor", "serve"] {
        let told = told(&ended(command, &settings));
        assert!(!told.contains("hunter2"), "{command}: {told}");
    }
}

#[test]
fn a_secret_that_looks_like_something_else_is_a_text_and_is_not_repeated() {
    for secret in
        ["123456789012345678901234567890123", "true", "[hunter2", "{hunter2", "\"hunter2", "1e999", "-7777777"]
    {
        for name in ["BC_SECRET", "BC_ADMIN_PASSWORD", "BC_SMTP_URL", "BC_OTLP_ENDPOINT"] {
            let others = [("BC_ADMIN_EMAIL", "ana@example.org"), ("BC_MAIL_FROM", "us@example.org"), (name, secret)];
            let output = ended("config", &others);
            // a collector needs an address
            assert_eq!(output.status.success(), name != "BC_OTLP_ENDPOINT", "{name}: {}", told(&output));
            assert!(!told(&output).contains(secret.trim_matches(['[', '{', '"'])), "{name}: {}", told(&output));
        }
    }
    for line in [
        "secret = 7777777",
        "secret = \"hunter2",
        "secret = hunter2",
        "admin_password = [\"hunter2\"]",
        "smtp_url = 7777777.5",
    ] {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), line).unwrap();
        let output = Command::new(PROGRAM).arg("config").arg("--config").arg(file.path()).output().unwrap();
        let told = told(&output);
        assert!(!output.status.success() && !told.contains("hunter2") && !told.contains("7777777"), "{line}: {told}");
        assert!(told.contains("the configuration cannot be used"), "{told}");
    }
    let refused = ended("config", &[("BC_OTLP_ENDPOINT", "http://anaig:hunter2@127.0.0.1:1/v1/traces")]);
    assert!(!refused.status.success() && !told(&refused).contains("hunter2"), "{}", told(&refused));
    assert!(told(&refused).contains("otlp_endpoint takes neither"), "{}", told(&refused));
}
