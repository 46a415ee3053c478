//! One test program: it speaks HTTP, GraphQL and the command line, and runs every story on SQLite and on PostgreSQL.
#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]
#![expect(
    clippy::disallowed_methods,
    reason = "the run is configured by the environment, not by the program's configuration"
)]

mod support;

mod accounts;
mod administering;
mod allowances;
mod answers;
mod architecture;
mod arrows;
mod backup;
mod browsers;
mod coalescing;
mod command_line;
mod commons;
mod consent;
mod demo;
mod desk;
mod disclosing;
mod doctor;
mod documentation;
mod durable;
mod editing;
mod errors_in_words;
mod facts;
mod given;
mod granted;
mod graphql;
mod guessing;
mod hostile;
mod http;
mod import;
mod importing;
mod instants;
mod issuers;
mod jobs;
mod kinds;
mod landing;
mod law;
mod letters;
mod life;
mod links;
mod listing;
mod looking;
mod maildir;
mod once;
mod operating;
mod operations;
mod own;
mod partners;
mod places;
mod planning;
mod problems;
mod proposals;
mod publishing;
mod revoking;
mod rights;
mod scale;
mod secrecy;
mod secrets;
mod serving;
mod sessions;
mod signing;
mod spellings;
mod spip;
mod stopping;
mod store;
mod takeover;
mod terminal;
mod texts;
mod waiting;
mod workflow;
