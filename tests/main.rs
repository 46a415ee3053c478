//! One test program: it speaks HTTP, GraphQL and the command line, and runs every story on SQLite and on PostgreSQL.

mod support;

mod architecture;
mod command_line;
mod graphql;
mod http;
mod import;
mod operations;
mod store;
