# Les courriels : ce que le programme écrit aux gens. Les mêmes messages dans mail.br.ftl et mail.en.ftl.

mail-registered-subject = Confirmez votre adresse pour { $network }
mail-registered-body =
    Bonjour,

    vous (ou quelqu’un d’autre) avez demandé à rejoindre { $network } avec cette adresse. Pour montrer qu’elle est à vous, donnez ce code :

    { $code }

    Il sert une fois, pendant 24 heures. Si ce n’était pas vous, il n’y a rien à faire.

mail-known-already-subject = Vous avez déjà un compte à { $network }
mail-known-already-body =
    Bonjour,

    quelqu’un a demandé un compte à { $network } pour cette adresse, ou vous y invite : vous en avez déjà un. Si vous ne savez plus le mot de passe, vous pouvez en demander un nouveau. Si ce n’était pas vous, il n’y a rien à faire.

mail-reset-requested-subject = Un nouveau mot de passe pour { $network }
mail-reset-requested-body =
    Bonjour,

    vous (ou quelqu’un d’autre) avez demandé à changer le mot de passe de votre compte à { $network }. Le code qu’il faut pour cela :

    { $code }

    Il sert une fois, pendant une heure. Si ce n’était pas vous, il n’y a rien à faire : votre mot de passe reste le même.

mail-password-changed-subject = Votre mot de passe à { $network } a changé
mail-password-changed-body =
    Bonjour,

    le mot de passe de votre compte à { $network } vient d’être changé, et toutes les sessions sont fermées. Si ce n’était pas vous, demandez-en un autre tout de suite et prévenez le réseau.

mail-email-change-requested-subject = Confirmez votre nouvelle adresse pour { $network }
mail-email-change-requested-body =
    Bonjour,

    vous avez demandé à utiliser cette adresse pour votre compte à { $network }. Pour la confirmer, donnez ce code :

    { $code }

    Il sert une fois, pendant 24 heures. Si ce n’était pas vous, il n’y a rien à faire.

mail-email-changed-subject = Votre compte à { $network } a une autre adresse
mail-email-changed-body =
    Bonjour,

    votre compte à { $network } utilise désormais une autre adresse que celle-ci. Si ce n’était pas vous, prévenez le réseau tout de suite.

mail-invited-subject = Une invitation à { $network }
mail-invited-body =
    Bonjour,

    { $name } vous invite à rejoindre { $network }. Pour prendre le compte qui vous attend, donnez ce code et choisissez un mot de passe :

    { $code }

    Il sert une fois, pendant 14 jours.

mail-accepted-subject = Bienvenue à { $network }
mail-accepted-body =
    Bonjour { $name },

    votre profil est accepté : tout le monde le voit désormais sur { $network }.

mail-mandate-granted-subject = Un mandat pour vous à { $network }
mail-mandate-granted-body =
    Bonjour,

    vous veillez désormais sur ce qui se publie ici : { $place }. Merci !

mail-submitted-subject = À relire : { $title }
mail-submitted-body =
    Bonjour,

    « { $title } » attend d’être relu et publié. Proposé par : { $name }.

mail-proposed-subject = Un changement proposé : { $title }
mail-proposed-body =
    Bonjour,

    un changement de « { $title } » attend d’être accepté. Proposé par : { $name }.

mail-noted-subject = Une note sur : { $title }
mail-noted-body =
    Bonjour,

    { $name } vous écrit au sujet de « { $title } », qui reste en l’état :

    { $note }

mail-proposal-accepted-subject = Votre modification est acceptée : { $title }
mail-proposal-accepted-body =
    Bonjour,

    la modification proposée de « { $title } » est acceptée : tout le monde la voit.

mail-proposal-refused-subject = Votre modification n’est pas reprise : { $title }
mail-proposal-refused-body =
    Bonjour,

    la modification proposée de « { $title } » n’est pas reprise. Le texte reste public tel qu’il était. Le mot joint :

    { $note }

mail-scheduled-subject = Bientôt publié : { $title }
mail-scheduled-body =
    Bonjour,

    « { $title } » sera publié : { $at }.

mail-unscheduled-subject = Finalement pas publié : { $title }
mail-unscheduled-body =
    Bonjour,

    « { $title } » ne sera pas publié comme c’était prévu.

mail-returned-subject = À reprendre : { $title }
mail-returned-body =
    Bonjour,

    « { $title } » vous revient avec ce mot :

    { $note }

mail-refused-subject = Non retenu : { $title }
mail-refused-body =
    Bonjour,

    « { $title } » n’a pas été retenu :

    { $note }

mail-published-subject = Publié : { $title }
mail-published-body =
    Bonjour,

    « { $title } » est publié.

mail-withdrawn-subject = Retiré : { $title }
mail-withdrawn-body =
    Bonjour,

    « { $title } » n’est plus public.

mail-open = Ou ouvrez cette page :
mail-see = À voir ici :
mail-everywhere = tout le réseau
mail-somebody = quelqu’un du réseau
mail-footer = Ce message vient de { $network }, { $site }. On ne peut pas y répondre.
