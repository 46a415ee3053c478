//! What a PostgreSQL server grants: it is looked at before anything is made, worked with when it is little, and told.

use std::process::Output;

use url::Url;

use crate::support::{Engine, Served, Server, TestApp, postgres_server, run};

const PROGRAM: &str = env!("CARGO_BIN_EXE_bretagne-creative");

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A role that may read and write in a story's database; it goes with this value.
struct Role {
    name: String,
    server: &'static Server,
}

impl Role {
    async fn with(settings: &str) -> Self {
        let server = postgres_server().unwrap();
        let name = server.role();
        server.execute(format!("CREATE ROLE \"{name}\" LOGIN PASSWORD 'kouign' {settings}")).await;
        server.execute(format!("GRANT pg_read_all_data, pg_write_all_data TO \"{name}\"")).await;
        Self { name, server }
    }

    fn url(&self, app: &TestApp) -> String {
        let mut url = Url::parse(&app.database_url()).unwrap();
        url.set_username(&self.name).unwrap();
        url.set_password(Some("kouign")).unwrap();
        url.into()
    }

    async fn drop(self) {
        self.server.execute(format!("DROP ROLE \"{}\"", self.name)).await;
    }
}

#[test]
fn a_database_in_another_encoding_is_refused_before_the_first_table() {
    Engine::Postgres.tell(TestApp::empty, async |_| {
        for encoding in ["LATIN1", "SQL_ASCII"] {
            let database = postgres_server().unwrap().create_in(encoding).await;
            for command in ["serve", "migrate", "doctor"] {
                let output = run(&database.url(), &[command]);
                let told = said(&output);
                assert_eq!(output.status.code(), Some(1), "{told}");
                assert!(told.contains(encoding) && told.contains("createdb -E UTF8"), "{told}");
            }
            let mut db = <sqlx::PgConnection as sqlx::Connection>::connect(&database.url()).await.unwrap();
            let tables: i64 = sqlx::query_scalar("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
                .fetch_one(&mut db)
                .await
                .unwrap();
            assert_eq!(tables, 0);
            <sqlx::PgConnection as sqlx::Connection>::close(db).await.unwrap();
        }
    });
}

#[test]
fn a_role_with_few_connections_is_worked_with() {
    Engine::Postgres.tell(TestApp::demo, async |app: TestApp| {
        let role = Role::with("CONNECTION LIMIT 8").await;
        let url = role.url(&app);
        let mut served = Served::start(PROGRAM, &url, &[("BC_LOG", "warn")]);
        for _ in 0..3 {
            let statuses: Vec<u16> = std::thread::scope(|scope| {
                let asked: Vec<_> = (0..60)
                    .map(|n| {
                        let query =
                            format!("{{ initiatives(first: {}) {{ totalCount nodes {{ title }} }} }}", n % 20 + 1);
                        let served = &served;
                        scope.spawn(move || served.query(&query).unwrap().status)
                    })
                    .collect();
                asked.into_iter().map(|it| it.join().unwrap()).collect()
            });
            assert!(statuses.iter().all(|it| *it == 200), "{statuses:?}: {}", served.log());
        }
        assert_eq!(served.log().matches("grants fewer connections").count(), 1, "{}", served.log());
        // there is room for commands beside it
        let doctor = run(&url, &["doctor", "--verbose"]);
        assert!(doctor.status.success() && said(&doctor).contains("8 are granted to this role"), "{}", said(&doctor));
        served.terminate();
        assert_eq!(served.wait(std::time::Duration::from_secs(20)), Some(0));
        role.drop().await;
    });
}

/// Somebody else has half of what is granted, and then all of it.
#[test]
fn connections_that_others_have_are_done_without() {
    Engine::Postgres.tell(TestApp::demo, async |app: TestApp| {
        let role = Role::with("CONNECTION LIMIT 8").await;
        let url = role.url(&app);
        let mut others = Vec::new();
        for _ in 0..4 {
            others.push(<sqlx::PgConnection as sqlx::Connection>::connect(&url).await.unwrap());
        }
        let served = Served::start(PROGRAM, &url, &[("BC_LOG", "warn")]);
        let ask = |times: usize| -> Vec<u16> {
            std::thread::scope(|scope| {
                let asked: Vec<_> = (0..times)
                    .map(|n| {
                        let query = format!("{{ initiatives(first: {}) {{ nodes {{ title }} }} }}", n % 20 + 1);
                        let served = &served;
                        scope.spawn(move || served.query(&query).unwrap().status)
                    })
                    .collect();
                asked.into_iter().map(|it| it.join().unwrap()).collect()
            })
        };
        // the first find out that there are no more
        let first = ask(12);
        assert!(first.iter().all(|it| *it == 200), "{first:?}: {}", served.log());
        let then = ask(60);
        assert!(then.iter().all(|it| *it == 200), "{then:?}: {}", served.log());
        let told = served.log().matches("no connection left for this role").count();
        assert_eq!(told, 1, "{}", served.log());
        // nothing can be had any more
        role.server.execute(format!("ALTER ROLE \"{}\" CONNECTION LIMIT 0", role.name)).await;
        let end = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{}'", role.name);
        role.server.execute(end).await;
        let begun = std::time::Instant::now();
        while served.get("/health/ready").unwrap().status != 503 {
            assert!(begun.elapsed() < std::time::Duration::from_secs(5), "{}", served.log());
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        drop((served, others));
        role.drop().await;
    });
}

#[test]
fn a_role_with_too_few_connections_is_told_so() {
    Engine::Postgres.tell(TestApp::demo, async |app: TestApp| {
        let role = Role::with("CONNECTION LIMIT 2").await;
        let output = run(&role.url(&app), &["serve"]);
        let told = said(&output);
        assert!(!output.status.success() && told.contains("grants this role 2 connections; at least 3"), "{told}");
        role.server.execute(format!("ALTER ROLE \"{}\" CONNECTION LIMIT 0", role.name)).await;
        let output = run(&role.url(&app), &["doctor"]);
        let told = said(&output);
        assert!(!output.status.success() && told.contains("no connection left for this role"), "{told}");
        assert!(!told.contains(&role.name) && !told.contains("kouign"), "{told}");
        role.drop().await;
    });
}

#[test]
fn a_database_that_takes_no_changes_is_told_at_the_start() {
    Engine::Postgres.tell(TestApp::demo, async |app: TestApp| {
        let role = Role::with("").await;
        role.server.execute(format!("ALTER ROLE \"{}\" SET default_transaction_read_only = on", role.name)).await;
        for command in ["serve", "doctor", "migrate"] {
            let output = run(&role.url(&app), &[command]);
            let told = said(&output);
            assert!(!output.status.success() && told.contains("takes no changes here"), "{command}: {told}");
            assert!(!told.contains("listening"), "{told}");
        }
        role.drop().await;
    });
}

/// As when the primary server of PostgreSQL becomes a standby.
#[test]
fn a_database_that_takes_no_changes_any_more_is_told_truly() {
    Engine::Postgres.tell(TestApp::demo, async |app: TestApp| {
        let role = Role::with("").await;
        let served = Served::start(PROGRAM, &role.url(&app), &[("BC_LOG", "warn")]);
        let token = crate::editing::token(&app, entity::value::role::Role::Editor, &[], None).await;
        let head = format!("Authorization: Bearer {token}\r\nAccept-Language: en\r\n");
        let write = br#"{"query":"mutation { articleCreate(input: { title: \"T\" }) { userErrors { code } } }"}"#;
        let write = || served.post("application/json", &head, write).unwrap();
        assert_eq!(write().status, 200);
        let end = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{}'", role.name);
        for (state, status, database) in [("on", 503, "read-only"), ("off", 200, "up"), ("on", 503, "read-only")] {
            let set = format!("ALTER ROLE \"{}\" SET default_transaction_read_only = {state}", role.name);
            role.server.execute(set).await;
            role.server.execute(end.clone()).await;
            let begun = std::time::Instant::now();
            loop {
                let ready = served.get("/health/ready").unwrap();
                if (ready.status, ready.json()["database"].as_str()) == (status, Some(database)) {
                    break;
                }
                assert!(begun.elapsed() < std::time::Duration::from_secs(5), "{state}: {ready:?} {}", served.log());
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
            let answer = write();
            assert_eq!(answer.status, status, "{answer:?}");
            if state == "on" {
                let told = String::from_utf8_lossy(&answer.body).into_owned();
                assert!(answer.code() == "UNAVAILABLE" && told.contains("takes no changes at this moment"), "{told}");
                // what reads goes on
                assert_eq!(served.query("{ initiatives { totalCount } }").unwrap().status, 200);
            }
        }
        drop(served);
        role.drop().await;
    });
}
