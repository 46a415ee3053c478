//! Pictures and documents as they are read and referred to: their rows, what texts and versions refer to, what a draft that
//! shows them may lack. What is done with them is `editing/media/`.

pub mod file;
pub(crate) mod fit;
pub mod list;
pub mod mention;
pub mod read;
pub(crate) mod references;
pub(crate) mod rows;
