//! What the stories are told with: a server of their own, a database of their own, time that stands still.

mod app;
mod both;
mod postgres;

pub(crate) use app::{Engine, TestApp, run, value};
pub(crate) use both::on_both;
