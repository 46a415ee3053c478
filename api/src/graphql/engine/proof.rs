//! Which mutations bring their own proof of identity: a password, a code, a refresh token. A credential that is not good does
//! not keep anybody from them, for clients send it with everything until they have another.

use async_graphql::parser::types::{ExecutableDocument, OperationDefinition, OperationType, Selection, SelectionSet};

/// The mutations, by name.
const BRING_THEIR_PROOF: [&str; 9] = [
    "accountRegister",
    "accountVerify",
    "emailChange",
    "passwordReset",
    "passwordResetRequest",
    "sessionCreate",
    "sessionDelete",
    "sessionExchange",
    "sessionRefresh",
];

/// Whether each root field of an operation does. Its fragments are no circles.
pub(crate) fn is_brought(document: &ExecutableDocument, operation: &OperationDefinition) -> bool {
    operation.ty == OperationType::Mutation && all_do(document, &operation.selection_set.node)
}

fn all_do(document: &ExecutableDocument, set: &SelectionSet) -> bool {
    set.items.iter().all(|it| match &it.node {
        Selection::Field(field) => {
            let name = field.node.name.node.as_str();
            name == "__typename" || BRING_THEIR_PROOF.contains(&name)
        }
        Selection::InlineFragment(fragment) => all_do(document, &fragment.node.selection_set.node),
        Selection::FragmentSpread(spread) => {
            let fragment = document.fragments.get(&spread.node.fragment_name.node);
            fragment.is_some_and(|it| all_do(document, &it.node.selection_set.node))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_them_is_a_mutation() {
        let sdl = crate::graphql::sdl();
        let mutations = sdl.split("type Mutation").nth(1).unwrap().split("\n}").next().unwrap();
        for name in BRING_THEIR_PROOF {
            assert!(mutations.contains(&format!("\t{name}(")), "{name}");
        }
    }
}
