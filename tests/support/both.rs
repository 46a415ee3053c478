//! A story is written once and told twice.

/// Makes two tests of each function, one on SQLite and one on PostgreSQL, each with a fresh database: `demo` is filled
/// with the demo corpus, `empty` with reference data only.
macro_rules! on_both {
    ($($(#[$doc:meta])* async fn $name:ident($app:ident: $start:ident) $body:block)*) => {$(
        $(#[$doc])*
        async fn $name($app: crate::support::TestApp) $body
    )*

        mod sqlite {$(
            #[test]
            fn $name() {
                crate::support::Engine::Sqlite.tell(crate::support::TestApp::$start, super::$name);
            }
        )*}

        mod postgres {$(
            #[test]
            fn $name() {
                crate::support::Engine::Postgres.tell(crate::support::TestApp::$start, super::$name);
            }
        )*}
    };
}

pub(crate) use on_both;
