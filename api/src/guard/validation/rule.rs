//! The rules that a document may break, and the messages that say so.

/// Which rule a document breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// The schema has no operations of this kind.
    OperationKind,
    /// A type has no field of this name.
    FieldUnknown,
    /// A field or a directive has no argument of this name.
    ArgumentUnknown,
    /// An argument is given twice.
    ArgumentTwice,
    /// A required argument is not given.
    ArgumentAbsent,
    /// There is no type of this name.
    TypeUnknown,
    /// There is no fragment of this name.
    FragmentUnknown,
    /// Nothing spreads a fragment.
    FragmentUnused,
    /// No object is of both types.
    FragmentImpossible,
    /// A fragment is on a type that has no fields.
    FragmentScalar,
    /// A fragment is called `on`.
    FragmentOn,
    /// A field's own fields are not selected.
    SelectionAbsent,
    /// A field that has none is asked for fields.
    SelectionOdd,
    /// A variable is declared twice.
    VariableTwice,
    /// A variable is not declared.
    VariableUndefined,
    /// Nothing uses a variable.
    VariableUnused,
    /// A variable is of a type that has fields to be selected.
    VariableOutput,
    /// A variable's type does not go where it is used.
    VariableMisplaced,
    /// A directive is given twice in one place.
    DirectiveTwice,
    /// A value is not of the type that is asked for.
    ValueUnfit,
    /// A word is no value of an enumeration.
    EnumUnfit,
    /// An input object has no field of this name.
    InputUnknown,
    /// A required field of an input object is not given.
    InputAbsent,
    /// Not exactly one field is given where one is asked for.
    InputOneOf,
    /// Two selections of one response key ask for different things.
    FieldsConflict,
}

impl Rule {
    /// The message that says so; its arguments are `name` and `of`.
    pub fn message(self) -> &'static str {
        match self {
            Self::OperationKind => "rule-operation-kind",
            Self::FieldUnknown => "rule-field-unknown",
            Self::ArgumentUnknown => "rule-argument-unknown",
            Self::ArgumentTwice => "rule-argument-twice",
            Self::ArgumentAbsent => "rule-argument-absent",
            Self::TypeUnknown => "rule-type-unknown",
            Self::FragmentUnknown => "rule-fragment-unknown",
            Self::FragmentUnused => "rule-fragment-unused",
            Self::FragmentImpossible => "rule-fragment-impossible",
            Self::FragmentScalar => "rule-fragment-scalar",
            Self::FragmentOn => "rule-fragment-on",
            Self::SelectionAbsent => "rule-selection-absent",
            Self::SelectionOdd => "rule-selection-odd",
            Self::VariableTwice => "rule-variable-twice",
            Self::VariableUndefined => "rule-variable-undefined",
            Self::VariableUnused => "rule-variable-unused",
            Self::VariableOutput => "rule-variable-output",
            Self::VariableMisplaced => "rule-variable-misplaced",
            Self::DirectiveTwice => "rule-directive-twice",
            Self::ValueUnfit => "rule-value-unfit",
            Self::EnumUnfit => "rule-enum-unfit",
            Self::InputUnknown => "rule-input-unknown",
            Self::InputAbsent => "rule-input-absent",
            Self::InputOneOf => "rule-input-one-of",
            Self::FieldsConflict => "rule-fields-conflict",
        }
    }
}

impl Rule {
    /// The message that names the right one beside the wrong one, as `near`.
    pub fn message_with_near(self) -> Option<&'static str> {
        match self {
            Self::FieldUnknown => Some("rule-field-unknown-near"),
            Self::ArgumentUnknown => Some("rule-argument-unknown-near"),
            Self::InputUnknown => Some("rule-input-unknown-near"),
            Self::EnumUnfit => Some("rule-enum-unfit-near"),
            _ => None,
        }
    }
}
