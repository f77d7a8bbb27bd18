//! HL7 v2: from bytes to what a message says, by the public door.

#[cfg(test)]
mod clinical;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod encounters;
#[cfg(test)]
mod identity;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod masks;
#[cfg(test)]
mod nulls;
#[cfg(test)]
mod reader;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod results;
#[cfg(test)]
mod support;
#[cfg(test)]
mod text;
