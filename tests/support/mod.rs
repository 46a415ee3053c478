//! What the stories are told with: a server of their own, a database of their own, time that stands still.

mod app;
mod both;
mod issuer;
mod mariadb;
mod moto;
mod postgres;
mod proxy;
mod replica;
mod served;
mod smtp;
mod tool;

pub(crate) use app::{Answer, Engine, SECRET, TestApp, run, value};
pub(crate) use both::on_both;
pub(crate) use issuer::FakeIssuer;
pub(crate) use mariadb::{Mariadb, mariadb};
pub(crate) use moto::Moto;
pub(crate) use postgres::{Server, server as postgres_server};
pub(crate) use proxy::{Last, Proxy, Way};
pub(crate) use replica::Pair;
pub(crate) use served::{Reply, Served};
pub(crate) use smtp::Smtp;
pub(crate) use tool::tool;
