//! A story is written once and told twice.

/// Makes two tests of each named function, one on SQLite and one on PostgreSQL, each with a fresh database: those under `demo` find
/// the demo corpus, those under `empty` reference data only. The functions stand outside, where rustfmt and editors see them.
macro_rules! on_both {
    ($($start:ident: $($name:ident,)+;)+) => {
        mod sqlite {$($(
            #[test]
            fn $name() {
                crate::support::Engine::Sqlite.tell(crate::support::TestApp::$start, super::$name);
            }
        )+)+}

        mod postgres {$($(
            #[test]
            fn $name() {
                crate::support::Engine::Postgres.tell(crate::support::TestApp::$start, super::$name);
            }
        )+)+}
    };
}

pub(crate) use on_both;
