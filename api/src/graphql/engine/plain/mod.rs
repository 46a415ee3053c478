//! Lists of entries of which nothing but plain fields is selected are written as finished JSON: scalars, licence, themes, territories,
//! credits, places and timings, none with an argument. The executor makes a boxed future, a task and an entry of a map of each field;
//! for such a list that is most of the time that a request takes. The bytes are the same as the executor's: a test compares them
//! on thousands of generated selections.
//!
//! How it goes: `nodes` and `edges` of a connection are [`rows::Rows`] and [`rows::Edges`], which look at the selection below them. Where
//! every field of it is known here, it becomes a [`shape::Shape`]: the response keys in order, each with what is to be written. The rows are then
//! written one by one, and what they cost is counted by the weights of the schema. Anything else goes to the executor, as ever: a field with
//! an argument, a nested list, a field that reads, a fragment on one kind among several. [`shape::Finished`] carries the bytes through the value of
//! the response, and [`shape::write`] puts them into the answer.

pub(crate) mod beside;
pub(crate) mod entry;
pub(crate) mod rows;
pub(crate) mod shape;
