# Mails: what the program writes to people. The same messages are in mail.br.ftl and mail.fr.ftl.

mail-registered-subject = Confirm your address for { $network }
mail-registered-body =
    Hello,

    you, or somebody else, asked to join { $network } with this address. To show that it is yours, give this code:

    { $code }

    It is good once, for 24 hours. If it was not you, there is nothing to do.

mail-known-already-subject = You already have an account at { $network }
mail-known-already-body =
    Hello,

    somebody asked for an account at { $network } for this address, or invites you: you already have one. If you no longer know its password, you can ask for another. If it was not you, there is nothing to do.

mail-reset-requested-subject = Another password for { $network }
mail-reset-requested-body =
    Hello,

    you, or somebody else, asked to change the password of your account at { $network }. The code that it takes:

    { $code }

    It is good once, for an hour. If it was not you, there is nothing to do: your password stays as it is.

mail-password-changed-subject = Your password at { $network } was changed
mail-password-changed-body =
    Hello,

    the password of your account at { $network } has just been changed, and all sessions were closed. If it was not you, ask for another at once, and tell the network.

mail-email-change-requested-subject = Confirm your new address for { $network }
mail-email-change-requested-body =
    Hello,

    you asked to use this address for your account at { $network }. To confirm it, give this code:

    { $code }

    It is good once, for 24 hours. If it was not you, there is nothing to do.

mail-email-changed-subject = Your account at { $network } has another address
mail-email-changed-body =
    Hello,

    your account at { $network } now uses another address than this one. If it was not you, tell the network at once.

mail-invited-subject = An invitation to { $network }
mail-invited-body =
    Hello,

    { $name } invites you to join { $network }. To take the account that waits for you, give this code and choose a password:

    { $code }

    It is good once, for 14 days.

mail-accepted-subject = Welcome to { $network }
mail-accepted-body =
    Hello { $name },

    your profile was accepted: everybody sees it on { $network } now.

mail-mandate-granted-subject = A mandate for you at { $network }
mail-mandate-granted-body =
    Hello,

    from now on you look after what is published here: { $place }. Thank you!

mail-submitted-subject = To be read: { $title }
mail-submitted-body =
    Hello,

    “{ $title }” waits to be read and published. Handed in by: { $name }.

mail-proposed-subject = A proposed change: { $title }
mail-proposed-body =
    Hello,

    a change of “{ $title }” waits to be accepted. Proposed by: { $name }.

mail-noted-subject = A note on: { $title }
mail-noted-body =
    Hello,

    { $name } wrote to you about “{ $title }”, which stays where it is:

    { $note }

mail-proposal-accepted-subject = Your change is accepted: { $title }
mail-proposal-accepted-body =
    Hello,

    the change that was proposed of “{ $title }” is accepted: everybody sees it now.

mail-proposal-refused-subject = Your change is not taken over: { $title }
mail-proposal-refused-body =
    Hello,

    the change that was proposed of “{ $title }” is not taken over. The text stays public as it was. The note:

    { $note }

mail-scheduled-subject = To be published: { $title }
mail-scheduled-body =
    Hello,

    “{ $title }” will be published: { $at }.

mail-unscheduled-subject = Not published after all: { $title }
mail-unscheduled-body =
    Hello,

    “{ $title }” will not be published as it was planned.

mail-returned-subject = To be taken up again: { $title }
mail-returned-body =
    Hello,

    “{ $title }” comes back to you with this note:

    { $note }

mail-refused-subject = Declined: { $title }
mail-refused-body =
    Hello,

    “{ $title }” was declined:

    { $note }

mail-published-subject = Published: { $title }
mail-published-body =
    Hello,

    “{ $title }” is published.

mail-withdrawn-subject = Withdrawn: { $title }
mail-withdrawn-body =
    Hello,

    “{ $title }” is no longer public.

mail-open = Or open this page:
mail-see = To be seen here:
mail-everywhere = the whole network
mail-somebody = somebody of the network
mail-footer = This message comes from { $network }, { $site }. It cannot be answered.
