# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_dcr_global_optspecs
    string join \n store= o/output= color= no-pager q/quiet v/verbose config= yes as= h/help V/version
end

function __fish_dcr_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_dcr_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_dcr_using_subcommand
    set -l cmd (__fish_dcr_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c dcr -n "__fish_dcr_needs_command" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_needs_command" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_needs_command" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_needs_command" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_needs_command" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_needs_command" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_needs_command" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_needs_command" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_needs_command" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_needs_command" -s V -l version -d 'Print version'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "demo" -d 'Build the fictional Dorset from wire messages and browse it'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "browse" -d 'Browse records on the whole terminal: find a person, see the record, say why it looks like that'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "patient" -d 'Find people and see who they are'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "record" -d 'See a person\'s record'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "feed" -d 'Take messages in and see what became of them'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "identity" -d 'See why several identities are one person, and take them apart'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "terminology" -d 'Load and ask SNOMED CT, Read v2, CTV3, dm+d and the maps between them'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "connectathon" -d 'Test other systems, and check FHIR, HL7 v2, ITK and CDA against their standards'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "consent" -d 'Say who may see a record, explain it, and change what people chose'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "ndop" -d 'Uphold the national data opt-out on an extract for research or planning'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "user" -d 'Register users, grant roles, suspend leavers, hand out tokens, and see who you are'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "audit" -d 'Read the audit, and prove that nothing of it was altered'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "store" -d 'Make a store, look after it, serve it'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "doctor" -d 'Check that everything is in place'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "config" -d 'See settings and where they come from'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "completions" -d 'Print completions for a shell'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "man" -d 'Show the manual page of a command'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "help" -d 'Show help on a command, or on `exit-codes` or `environment`'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "generate" -d 'Write man/ and completions/ from the definition of the command line'
complete -c dcr -n "__fish_dcr_using_subcommand demo" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand demo" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand demo" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand demo" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand demo" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand demo" -l fresh -d 'Build the store anew'
complete -c dcr -n "__fish_dcr_using_subcommand demo" -l users -d 'List the users that `--as` takes'
complete -c dcr -n "__fish_dcr_using_subcommand demo" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand demo" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand demo" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand demo" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand browse" -l purpose -d 'The purpose until another is chosen [default: direct-care]' -r -f -a "direct-care\t'Care of this person'
record-operations\t'Keeping the record right; needs --incident, clinical text is masked'
subject-access\t'The person\'s own report'
privacy-investigation\t'An investigation by a governance role'"
complete -c dcr -n "__fish_dcr_using_subcommand browse" -l incident -d 'The incident that record operations serve' -r
complete -c dcr -n "__fish_dcr_using_subcommand browse" -l as-of -d 'What the store knew then; a date means the end of that day in London' -r
complete -c dcr -n "__fish_dcr_using_subcommand browse" -l valid-at -d 'What was true then; a date means the end of that day in London' -r
complete -c dcr -n "__fish_dcr_using_subcommand browse" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand browse" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand browse" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand browse" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand browse" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand browse" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand browse" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand browse" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand browse" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand browse" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand patient; and not __fish_seen_subcommand_from find show" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand patient; and not __fish_seen_subcommand_from find show" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand patient; and not __fish_seen_subcommand_from find show" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand patient; and not __fish_seen_subcommand_from find show" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand patient; and not __fish_seen_subcommand_from find show" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand patient; and not __fish_seen_subcommand_from find show" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand patient; and not __fish_seen_subcommand_from find show" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand patient; and not __fish_seen_subcommand_from find show" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand patient; and not __fish_seen_subcommand_from find show" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand patient; and not __fish_seen_subcommand_from find show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand patient; and not __fish_seen_subcommand_from find show" -f -a "find" -d 'Find people by number, name, birth date, postcode'
complete -c dcr -n "__fish_dcr_using_subcommand patient; and not __fish_seen_subcommand_from find show" -f -a "show" -d 'Show who a person is, as each source knows them, and where they are now'
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from find" -l limit -d 'The most people to return' -r
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from find" -l purpose -d 'The purpose [default: direct-care]' -r -f -a "direct-care\t'Care of this person'
record-operations\t'Keeping the record right; needs --incident, clinical text is masked'
subject-access\t'The person\'s own report'
privacy-investigation\t'An investigation by a governance role'"
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from find" -l reason -d 'Your own words' -r
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from find" -l incident -d 'The incident that record operations serve' -r
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from find" -l permission -d 'What became of asking the person for permission; you are asked where it is needed' -r -f -a "given\t'The person said yes'
refused\t'The person said no'
not-asked\t'Nobody asked'
unable\t'The person could not be asked'
discussed\t'It was discussed with the person, without asking for permission'"
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from find" -l answered-by -d 'Who answered [default: the person]' -r -f -a "person\t'The person'
parent\t'Somebody with parental responsibility'
attorney\t'An attorney for health and welfare, or a deputy'"
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from find" -l evidence -d 'The evidence that the answer counts: of a child\'s competence, of parental responsibility, of a power of attorney' -r
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from find" -l emergency -d 'Look without permission, on this ground; needs --reason, and the privacy officer is told' -r -f -a "medical\t'A medical emergency'
safeguarding\t'Safeguarding a child or an adult at risk'
overriding-interest\t'The person refused, but lacks capacity or an overriding interest stands'"
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from find" -l unseal -d 'Open sealed entries too, on this ground; needs --reason and a role that may override consent, and the privacy officer is told' -r -f -a "express-consent\t'The person said that these may be seen'
legal-requirement\t'The law requires it'
overriding-public-interest\t'A public interest overrides'"
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from find" -l claim -d 'Nothing on record says that you care for the person, but you do: say why. The privacy officer is told' -r -f -a "attending\t'You treat the person now, and the source has not said so yet'
referred\t'The person was referred to you or your team, and the referral is not in the record'
advice\t'Somebody who treats the person asked for your advice'
cover\t'You stand in for the team that treats the person'
follow-up\t'You follow up care that you gave'"
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from find" -l as-of -d 'What the store knew then; a date means the end of that day in London' -r
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from find" -l valid-at -d 'What was true then; a date means the end of that day in London' -r
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from find" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from find" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from find" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from find" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from find" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from find" -l own-items -d 'Ask only for what your own organisation holds'
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from find" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from find" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from find" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from find" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from find" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from show" -l purpose -d 'The purpose [default: direct-care]' -r -f -a "direct-care\t'Care of this person'
record-operations\t'Keeping the record right; needs --incident, clinical text is masked'
subject-access\t'The person\'s own report'
privacy-investigation\t'An investigation by a governance role'"
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from show" -l reason -d 'Your own words' -r
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from show" -l incident -d 'The incident that record operations serve' -r
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from show" -l permission -d 'What became of asking the person for permission; you are asked where it is needed' -r -f -a "given\t'The person said yes'
refused\t'The person said no'
not-asked\t'Nobody asked'
unable\t'The person could not be asked'
discussed\t'It was discussed with the person, without asking for permission'"
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from show" -l answered-by -d 'Who answered [default: the person]' -r -f -a "person\t'The person'
parent\t'Somebody with parental responsibility'
attorney\t'An attorney for health and welfare, or a deputy'"
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from show" -l evidence -d 'The evidence that the answer counts: of a child\'s competence, of parental responsibility, of a power of attorney' -r
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from show" -l emergency -d 'Look without permission, on this ground; needs --reason, and the privacy officer is told' -r -f -a "medical\t'A medical emergency'
safeguarding\t'Safeguarding a child or an adult at risk'
overriding-interest\t'The person refused, but lacks capacity or an overriding interest stands'"
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from show" -l unseal -d 'Open sealed entries too, on this ground; needs --reason and a role that may override consent, and the privacy officer is told' -r -f -a "express-consent\t'The person said that these may be seen'
legal-requirement\t'The law requires it'
overriding-public-interest\t'A public interest overrides'"
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from show" -l claim -d 'Nothing on record says that you care for the person, but you do: say why. The privacy officer is told' -r -f -a "attending\t'You treat the person now, and the source has not said so yet'
referred\t'The person was referred to you or your team, and the referral is not in the record'
advice\t'Somebody who treats the person asked for your advice'
cover\t'You stand in for the team that treats the person'
follow-up\t'You follow up care that you gave'"
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from show" -l as-of -d 'What the store knew then; a date means the end of that day in London' -r
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from show" -l valid-at -d 'What was true then; a date means the end of that day in London' -r
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from show" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from show" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from show" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from show" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from show" -l own-items -d 'Ask only for what your own organisation holds'
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from show" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand patient; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand record; and not __fish_seen_subcommand_from show timeline export trace" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and not __fish_seen_subcommand_from show timeline export trace" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and not __fish_seen_subcommand_from show timeline export trace" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and not __fish_seen_subcommand_from show timeline export trace" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand record; and not __fish_seen_subcommand_from show timeline export trace" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and not __fish_seen_subcommand_from show timeline export trace" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand record; and not __fish_seen_subcommand_from show timeline export trace" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand record; and not __fish_seen_subcommand_from show timeline export trace" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand record; and not __fish_seen_subcommand_from show timeline export trace" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand record; and not __fish_seen_subcommand_from show timeline export trace" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand record; and not __fish_seen_subcommand_from show timeline export trace" -f -a "show" -d 'Show a person\'s record, section by section'
complete -c dcr -n "__fish_dcr_using_subcommand record; and not __fish_seen_subcommand_from show timeline export trace" -f -a "timeline" -d 'Show a person\'s record on one timeline over all sources, newest first'
complete -c dcr -n "__fish_dcr_using_subcommand record; and not __fish_seen_subcommand_from show timeline export trace" -f -a "export" -d 'Write a person\'s record, or one of its documents, to a file'
complete -c dcr -n "__fish_dcr_using_subcommand record; and not __fish_seen_subcommand_from show timeline export trace" -f -a "trace" -d 'Show every message from every feed that touched a person, in order of arrival'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l purpose -d 'The purpose [default: direct-care]' -r -f -a "direct-care\t'Care of this person'
record-operations\t'Keeping the record right; needs --incident, clinical text is masked'
subject-access\t'The person\'s own report'
privacy-investigation\t'An investigation by a governance role'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l reason -d 'Your own words' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l incident -d 'The incident that record operations serve' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l permission -d 'What became of asking the person for permission; you are asked where it is needed' -r -f -a "given\t'The person said yes'
refused\t'The person said no'
not-asked\t'Nobody asked'
unable\t'The person could not be asked'
discussed\t'It was discussed with the person, without asking for permission'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l answered-by -d 'Who answered [default: the person]' -r -f -a "person\t'The person'
parent\t'Somebody with parental responsibility'
attorney\t'An attorney for health and welfare, or a deputy'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l evidence -d 'The evidence that the answer counts: of a child\'s competence, of parental responsibility, of a power of attorney' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l emergency -d 'Look without permission, on this ground; needs --reason, and the privacy officer is told' -r -f -a "medical\t'A medical emergency'
safeguarding\t'Safeguarding a child or an adult at risk'
overriding-interest\t'The person refused, but lacks capacity or an overriding interest stands'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l unseal -d 'Open sealed entries too, on this ground; needs --reason and a role that may override consent, and the privacy officer is told' -r -f -a "express-consent\t'The person said that these may be seen'
legal-requirement\t'The law requires it'
overriding-public-interest\t'A public interest overrides'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l claim -d 'Nothing on record says that you care for the person, but you do: say why. The privacy officer is told' -r -f -a "attending\t'You treat the person now, and the source has not said so yet'
referred\t'The person was referred to you or your team, and the referral is not in the record'
advice\t'Somebody who treats the person asked for your advice'
cover\t'You stand in for the team that treats the person'
follow-up\t'You follow up care that you gave'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l section -d 'Only this section (can be repeated)' -r -f -a "problems\t''
diagnoses\t''
medication\t''
allergies\t''
risks\t''
procedures\t''
investigations\t''
examinations\t''
immunisations\t''
encounters\t''
referrals\t''
documents\t''
reports\t''
care-plans\t''
contacts\t''
administrative\t''"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l entry -d 'Only this entry, with all its versions; with `--as-of` those that were known then' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l format -d 'Write a FHIR R4 bundle of UK Core resources instead, with the provenance of each' -r -f -a "fhir\t'FHIR R4, UK Core'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l need -d 'Why the clinical text of that entry is needed, under record operations' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l limit -d 'The most to show; 0 means all' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l offset -d 'How many to skip' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l as-of -d 'What the store knew then; a date means the end of that day in London' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l valid-at -d 'What was true then; a date means the end of that day in London' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l own-items -d 'Ask only for what your own organisation holds'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -l purpose -d 'The purpose [default: direct-care]' -r -f -a "direct-care\t'Care of this person'
record-operations\t'Keeping the record right; needs --incident, clinical text is masked'
subject-access\t'The person\'s own report'
privacy-investigation\t'An investigation by a governance role'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -l reason -d 'Your own words' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -l incident -d 'The incident that record operations serve' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -l permission -d 'What became of asking the person for permission; you are asked where it is needed' -r -f -a "given\t'The person said yes'
refused\t'The person said no'
not-asked\t'Nobody asked'
unable\t'The person could not be asked'
discussed\t'It was discussed with the person, without asking for permission'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -l answered-by -d 'Who answered [default: the person]' -r -f -a "person\t'The person'
parent\t'Somebody with parental responsibility'
attorney\t'An attorney for health and welfare, or a deputy'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -l evidence -d 'The evidence that the answer counts: of a child\'s competence, of parental responsibility, of a power of attorney' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -l emergency -d 'Look without permission, on this ground; needs --reason, and the privacy officer is told' -r -f -a "medical\t'A medical emergency'
safeguarding\t'Safeguarding a child or an adult at risk'
overriding-interest\t'The person refused, but lacks capacity or an overriding interest stands'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -l unseal -d 'Open sealed entries too, on this ground; needs --reason and a role that may override consent, and the privacy officer is told' -r -f -a "express-consent\t'The person said that these may be seen'
legal-requirement\t'The law requires it'
overriding-public-interest\t'A public interest overrides'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -l claim -d 'Nothing on record says that you care for the person, but you do: say why. The privacy officer is told' -r -f -a "attending\t'You treat the person now, and the source has not said so yet'
referred\t'The person was referred to you or your team, and the referral is not in the record'
advice\t'Somebody who treats the person asked for your advice'
cover\t'You stand in for the team that treats the person'
follow-up\t'You follow up care that you gave'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -l section -d 'Only this section (can be repeated)' -r -f -a "problems\t''
diagnoses\t''
medication\t''
allergies\t''
risks\t''
procedures\t''
investigations\t''
examinations\t''
immunisations\t''
encounters\t''
referrals\t''
documents\t''
reports\t''
care-plans\t''
contacts\t''
administrative\t''"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -l limit -d 'The most to show; 0 means all' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -l offset -d 'How many to skip' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -l as-of -d 'What the store knew then; a date means the end of that day in London' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -l valid-at -d 'What was true then; a date means the end of that day in London' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -l own-items -d 'Ask only for what your own organisation holds'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from timeline" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -l purpose -d 'The purpose [default: direct-care]' -r -f -a "direct-care\t'Care of this person'
record-operations\t'Keeping the record right; needs --incident, clinical text is masked'
subject-access\t'The person\'s own report'
privacy-investigation\t'An investigation by a governance role'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -l reason -d 'Your own words' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -l incident -d 'The incident that record operations serve' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -l permission -d 'What became of asking the person for permission; you are asked where it is needed' -r -f -a "given\t'The person said yes'
refused\t'The person said no'
not-asked\t'Nobody asked'
unable\t'The person could not be asked'
discussed\t'It was discussed with the person, without asking for permission'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -l answered-by -d 'Who answered [default: the person]' -r -f -a "person\t'The person'
parent\t'Somebody with parental responsibility'
attorney\t'An attorney for health and welfare, or a deputy'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -l evidence -d 'The evidence that the answer counts: of a child\'s competence, of parental responsibility, of a power of attorney' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -l emergency -d 'Look without permission, on this ground; needs --reason, and the privacy officer is told' -r -f -a "medical\t'A medical emergency'
safeguarding\t'Safeguarding a child or an adult at risk'
overriding-interest\t'The person refused, but lacks capacity or an overriding interest stands'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -l unseal -d 'Open sealed entries too, on this ground; needs --reason and a role that may override consent, and the privacy officer is told' -r -f -a "express-consent\t'The person said that these may be seen'
legal-requirement\t'The law requires it'
overriding-public-interest\t'A public interest overrides'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -l claim -d 'Nothing on record says that you care for the person, but you do: say why. The privacy officer is told' -r -f -a "attending\t'You treat the person now, and the source has not said so yet'
referred\t'The person was referred to you or your team, and the referral is not in the record'
advice\t'Somebody who treats the person asked for your advice'
cover\t'You stand in for the team that treats the person'
follow-up\t'You follow up care that you gave'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -l format -d 'The form of the file' -r -f -a "fhir\t'A FHIR R4 bundle of UK Core resources, with the provenance of each'
json\t'The record as `record show -o json` writes it'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -l document -d 'Write what is attached to this entry instead, as it was sent' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -l attachment -d 'Which attachment of the entry, from 1' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -l to -d 'The file; `-` is standard output' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -l as-of -d 'What the store knew then; a date means the end of that day in London' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -l valid-at -d 'What was true then; a date means the end of that day in London' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -l own-items -d 'Ask only for what your own organisation holds'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -l force -d 'Replace the file where it is there'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -l purpose -d 'The purpose [default: direct-care]' -r -f -a "direct-care\t'Care of this person'
record-operations\t'Keeping the record right; needs --incident, clinical text is masked'
subject-access\t'The person\'s own report'
privacy-investigation\t'An investigation by a governance role'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -l reason -d 'Your own words' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -l incident -d 'The incident that record operations serve' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -l permission -d 'What became of asking the person for permission; you are asked where it is needed' -r -f -a "given\t'The person said yes'
refused\t'The person said no'
not-asked\t'Nobody asked'
unable\t'The person could not be asked'
discussed\t'It was discussed with the person, without asking for permission'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -l answered-by -d 'Who answered [default: the person]' -r -f -a "person\t'The person'
parent\t'Somebody with parental responsibility'
attorney\t'An attorney for health and welfare, or a deputy'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -l evidence -d 'The evidence that the answer counts: of a child\'s competence, of parental responsibility, of a power of attorney' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -l emergency -d 'Look without permission, on this ground; needs --reason, and the privacy officer is told' -r -f -a "medical\t'A medical emergency'
safeguarding\t'Safeguarding a child or an adult at risk'
overriding-interest\t'The person refused, but lacks capacity or an overriding interest stands'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -l unseal -d 'Open sealed entries too, on this ground; needs --reason and a role that may override consent, and the privacy officer is told' -r -f -a "express-consent\t'The person said that these may be seen'
legal-requirement\t'The law requires it'
overriding-public-interest\t'A public interest overrides'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -l claim -d 'Nothing on record says that you care for the person, but you do: say why. The privacy officer is told' -r -f -a "attending\t'You treat the person now, and the source has not said so yet'
referred\t'The person was referred to you or your team, and the referral is not in the record'
advice\t'Somebody who treats the person asked for your advice'
cover\t'You stand in for the team that treats the person'
follow-up\t'You follow up care that you gave'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -l message -d 'Show this message, field by field' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -l need -d 'Why the clinical text of that message is needed, under record operations' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -l limit -d 'The most to show; 0 means all' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -l offset -d 'How many to skip' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -l as-of -d 'What the store knew then; a date means the end of that day in London' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -l own-items -d 'Ask only for what your own organisation holds'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand record; and __fish_seen_subcommand_from trace" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and not __fish_seen_subcommand_from ingest list show dead-letters" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand feed; and not __fish_seen_subcommand_from ingest list show dead-letters" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand feed; and not __fish_seen_subcommand_from ingest list show dead-letters" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand feed; and not __fish_seen_subcommand_from ingest list show dead-letters" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand feed; and not __fish_seen_subcommand_from ingest list show dead-letters" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand feed; and not __fish_seen_subcommand_from ingest list show dead-letters" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and not __fish_seen_subcommand_from ingest list show dead-letters" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and not __fish_seen_subcommand_from ingest list show dead-letters" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and not __fish_seen_subcommand_from ingest list show dead-letters" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and not __fish_seen_subcommand_from ingest list show dead-letters" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and not __fish_seen_subcommand_from ingest list show dead-letters" -f -a "ingest" -d 'Take messages in from files, folders or standard input'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and not __fish_seen_subcommand_from ingest list show dead-letters" -f -a "list" -d 'List the feeds and what became of their messages'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and not __fish_seen_subcommand_from ingest list show dead-letters" -f -a "show" -d 'Show one feed'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and not __fish_seen_subcommand_from ingest list show dead-letters" -f -a "dead-letters" -d 'List the messages that could not be read, with the reason and the place'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from ingest" -l dialect -d 'Read every HL7 v2 message in this dialect, whatever its header says' -r -f -a "simhospital-2.3\t'Simulated hospital, HL7 v2.3'
mft-igene\t'iGene genomics, HL7 v2.3'
nw-gmsa\t'North West Genomic Medicine Service Alliance'
meditech-2.3\t'Orders by HL7 v2.3, NHS number in PID-19'
dhcw-2.5.1\t'Digital Health and Care Wales, HL7 v2.5.1'
carecentric\t'CareCentric portal feed, HL7 v2.4'
pkb\t'Patients Know Best, HL7 v2.4'
trust-2.3\t'Acute trust, HL7 v2.3'
trust-2.5.1\t'Acute trust, HL7 v2.5.1'
a3-2.4\t'HL7 UK A.3 on HL7 v2.4'
itk-2.4\t'NHS ITK HL7 v2.4'
generic\t'HL7 v2.3 to v2.5.1, sender unknown'"
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from ingest" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from ingest" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from ingest" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from ingest" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from ingest" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from ingest" -l asked -d 'Take in only what is about one patient, whose number you are asked for'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from ingest" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from ingest" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from ingest" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from ingest" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from ingest" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from list" -l as-of -d 'What the store knew then; a date means the end of that day in London' -r
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from list" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from list" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from list" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from list" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from list" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from list" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from show" -l as-of -d 'What the store knew then; a date means the end of that day in London' -r
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from show" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from show" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from show" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from show" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from show" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from dead-letters" -l incident -d 'The incident that this look serves' -r
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from dead-letters" -l reason -d 'Your own words' -r
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from dead-letters" -l message -d 'Show this message as it was sent, masked' -r
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from dead-letters" -l need -d 'Why the clinical text of that message is needed' -r
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from dead-letters" -l limit -d 'The most to show; 0 means all' -r
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from dead-letters" -l offset -d 'How many to skip' -r
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from dead-letters" -l as-of -d 'What the store knew then; a date means the end of that day in London' -r
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from dead-letters" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from dead-letters" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from dead-letters" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from dead-letters" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from dead-letters" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from dead-letters" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from dead-letters" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from dead-letters" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from dead-letters" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand feed; and __fish_seen_subcommand_from dead-letters" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and not __fish_seen_subcommand_from explain duplicates unlink" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand identity; and not __fish_seen_subcommand_from explain duplicates unlink" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand identity; and not __fish_seen_subcommand_from explain duplicates unlink" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand identity; and not __fish_seen_subcommand_from explain duplicates unlink" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand identity; and not __fish_seen_subcommand_from explain duplicates unlink" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand identity; and not __fish_seen_subcommand_from explain duplicates unlink" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and not __fish_seen_subcommand_from explain duplicates unlink" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and not __fish_seen_subcommand_from explain duplicates unlink" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and not __fish_seen_subcommand_from explain duplicates unlink" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and not __fish_seen_subcommand_from explain duplicates unlink" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and not __fish_seen_subcommand_from explain duplicates unlink" -f -a "explain" -d 'Say why the identities of a person are one, and what stands in doubt'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and not __fish_seen_subcommand_from explain duplicates unlink" -f -a "duplicates" -d 'List the conflicts that wait for a decision: identities that may be one person, merges that were not made, message numbers that came twice'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and not __fish_seen_subcommand_from explain duplicates unlink" -f -a "unlink" -d 'Take two identities apart that were made one by mistake, and hold them apart'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from explain" -l purpose -d 'The purpose [default: direct-care]' -r -f -a "direct-care\t'Care of this person'
record-operations\t'Keeping the record right; needs --incident, clinical text is masked'
subject-access\t'The person\'s own report'
privacy-investigation\t'An investigation by a governance role'"
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from explain" -l reason -d 'Your own words' -r
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from explain" -l incident -d 'The incident that record operations serve' -r
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from explain" -l permission -d 'What became of asking the person for permission; you are asked where it is needed' -r -f -a "given\t'The person said yes'
refused\t'The person said no'
not-asked\t'Nobody asked'
unable\t'The person could not be asked'
discussed\t'It was discussed with the person, without asking for permission'"
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from explain" -l answered-by -d 'Who answered [default: the person]' -r -f -a "person\t'The person'
parent\t'Somebody with parental responsibility'
attorney\t'An attorney for health and welfare, or a deputy'"
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from explain" -l evidence -d 'The evidence that the answer counts: of a child\'s competence, of parental responsibility, of a power of attorney' -r
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from explain" -l emergency -d 'Look without permission, on this ground; needs --reason, and the privacy officer is told' -r -f -a "medical\t'A medical emergency'
safeguarding\t'Safeguarding a child or an adult at risk'
overriding-interest\t'The person refused, but lacks capacity or an overriding interest stands'"
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from explain" -l unseal -d 'Open sealed entries too, on this ground; needs --reason and a role that may override consent, and the privacy officer is told' -r -f -a "express-consent\t'The person said that these may be seen'
legal-requirement\t'The law requires it'
overriding-public-interest\t'A public interest overrides'"
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from explain" -l claim -d 'Nothing on record says that you care for the person, but you do: say why. The privacy officer is told' -r -f -a "attending\t'You treat the person now, and the source has not said so yet'
referred\t'The person was referred to you or your team, and the referral is not in the record'
advice\t'Somebody who treats the person asked for your advice'
cover\t'You stand in for the team that treats the person'
follow-up\t'You follow up care that you gave'"
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from explain" -l as-of -d 'What the store knew then; a date means the end of that day in London' -r
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from explain" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from explain" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from explain" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from explain" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from explain" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from explain" -l own-items -d 'Ask only for what your own organisation holds'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from explain" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from explain" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from explain" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from explain" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from duplicates" -l incident -d 'The incident that this look serves' -r
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from duplicates" -l reason -d 'Your own words' -r
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from duplicates" -l limit -d 'The most to show; 0 means all' -r
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from duplicates" -l offset -d 'How many to skip' -r
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from duplicates" -l as-of -d 'What the store knew then; a date means the end of that day in London' -r
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from duplicates" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from duplicates" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from duplicates" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from duplicates" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from duplicates" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from duplicates" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from duplicates" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from duplicates" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from duplicates" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from duplicates" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from unlink" -l incident -d 'The incident that this serves' -r
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from unlink" -l reason -d 'Why they are not one person, in your own words' -r
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from unlink" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from unlink" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from unlink" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from unlink" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from unlink" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from unlink" -l dry-run -d 'Say what would be undone, and change nothing'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from unlink" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from unlink" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from unlink" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from unlink" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand identity; and __fish_seen_subcommand_from unlink" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and not __fish_seen_subcommand_from load status search show explain ecl map check diff" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and not __fish_seen_subcommand_from load status search show explain ecl map check diff" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and not __fish_seen_subcommand_from load status search show explain ecl map check diff" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and not __fish_seen_subcommand_from load status search show explain ecl map check diff" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and not __fish_seen_subcommand_from load status search show explain ecl map check diff" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and not __fish_seen_subcommand_from load status search show explain ecl map check diff" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and not __fish_seen_subcommand_from load status search show explain ecl map check diff" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and not __fish_seen_subcommand_from load status search show explain ecl map check diff" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and not __fish_seen_subcommand_from load status search show explain ecl map check diff" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and not __fish_seen_subcommand_from load status search show explain ecl map check diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and not __fish_seen_subcommand_from load status search show explain ecl map check diff" -f -a "load" -d 'Load releases: TRUD zips as they are, folders or files'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and not __fish_seen_subcommand_from load status search show explain ecl map check diff" -f -a "status" -d 'List the releases that are loaded, and what a UK site would expect and has not loaded'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and not __fish_seen_subcommand_from load status search show explain ecl map check diff" -f -a "search" -d 'Find codes by the words of their terms'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and not __fish_seen_subcommand_from load status search show explain ecl map check diff" -f -a "show" -d 'Show all that a release says of a code'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and not __fish_seen_subcommand_from load status search show explain ecl map check diff" -f -a "explain" -d 'Say what a string can be, and what to do with it'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and not __fish_seen_subcommand_from load status search show explain ecl map check diff" -f -a "ecl" -d 'Find concepts by an expression constraint (ECL 2.3)'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and not __fish_seen_subcommand_from load status search show explain ecl map check diff" -f -a "map" -d 'Map a code to another system, with every step and where it stands'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and not __fish_seen_subcommand_from load status search show explain ecl map check diff" -f -a "check" -d 'Check the codes of messages and documents'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and not __fish_seen_subcommand_from load status search show explain ecl map check diff" -f -a "diff" -d 'List what is different between two releases that are loaded'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from load" -l skip -d 'Pass over files of this name (can be repeated)' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from load" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from load" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from load" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from load" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from load" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from load" -l dry-run -d 'Show the plan and load nothing'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from load" -l exit-code -d 'End with exit code 5 where there is something to load'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from load" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from load" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from load" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from load" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from load" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from status" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from status" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from status" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from status" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from status" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from status" -l verify -d 'Read every index whole and compare its checksums'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from status" -l sources -d 'Also list the files that each release was loaded from, with their checksums'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from status" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from status" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from search" -l system -d 'Only in this system (can be repeated)' -r -f -a "snomed-ct\t'SNOMED CT'
dmd\t'dm+d'
read-v2\t'Read version 2'
ctv3\t'Clinical Terms Version 3'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from search" -l in -d 'Only concepts of SNOMED CT that this expression constraint finds (ECL)' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from search" -l limit -d 'The most of each system' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from search" -l release -d 'Ask this release, by its name or the beginning of it, and not the newest (can be repeated, once for each kind)' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from search" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from search" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from search" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from search" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from search" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from search" -l inactive -d 'Also what may no longer be used, and terms that are out of use'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from search" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from search" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from search" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from search" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from search" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from show" -l system -d 'Only in this system (can be repeated)' -r -f -a "snomed-ct\t'SNOMED CT'
dmd\t'dm+d'
read-v2\t'Read version 2'
ctv3\t'Clinical Terms Version 3'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from show" -l release -d 'Ask this release, by its name or the beginning of it, and not the newest (can be repeated, once for each kind)' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from show" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from show" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from show" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from show" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from show" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from explain" -l release -d 'Ask this release, by its name or the beginning of it, and not the newest (can be repeated, once for each kind)' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from explain" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from explain" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from explain" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from explain" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from explain" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from explain" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from explain" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from explain" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from explain" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from ecl" -l limit -d 'The most to list; 0 means all' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from ecl" -l rewrite -d 'Write the expression in its other form instead: brief or long' -r -f -a "brief\t'With symbols'
long\t'With words'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from ecl" -l release -d 'Ask this release, by its name or the beginning of it, and not the newest (can be repeated, once for each kind)' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from ecl" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from ecl" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from ecl" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from ecl" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from ecl" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from ecl" -l count -d 'Only count'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from ecl" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from ecl" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from ecl" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from ecl" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from ecl" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from map" -l to -d 'The system to map to' -r -f -a "snomed-ct\t'SNOMED CT'
read-v2\t'Read version 2'
ctv3\t'Clinical Terms Version 3'
dmd\t'dm+d'
icd-10\t'ICD-10'
opcs-4\t'OPCS-4'
bnf\t'British National Formulary codes'
atc\t'Anatomical Therapeutic Chemical codes'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from map" -l from -d 'The system of the code, where it could be one of several' -r -f -a "snomed-ct\t'SNOMED CT'
read-v2\t'Read version 2'
ctv3\t'Clinical Terms Version 3'
dmd\t'dm+d'
icd-10\t'ICD-10'
opcs-4\t'OPCS-4'
bnf\t'British National Formulary codes'
atc\t'Anatomical Therapeutic Chemical codes'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from map" -l release -d 'Ask this release, by its name or the beginning of it, and not the newest (can be repeated, once for each kind)' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from map" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from map" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from map" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from map" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from map" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from map" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from map" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from map" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from map" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from map" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from check" -l incident -d 'The incident, or the piece of work, that --records serves' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from check" -l code-column -d 'The column of a CSV file that holds the code [default: code]' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from check" -l system-column -d 'The column that holds the code system [default: system]' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from check" -l display-column -d 'The column that holds the words [default: display]' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from check" -l system -d 'The code system of rows that name none' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from check" -l release -d 'Ask this release, by its name or the beginning of it, and not the newest (can be repeated, once for each kind)' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from check" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from check" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from check" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from check" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from check" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from check" -l records -d 'Check every code of the store instead: the work list of a mapping team'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from check" -l all -d 'Also list codes of systems that are not held'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from check" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from check" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from diff" -l codes -d 'Only the codes of this file: one a line, or before the first comma or tab of each line' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from diff" -l limit -d 'The most differences to list; 0 means all. All are counted' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from diff" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from diff" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from diff" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from diff" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from diff" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from diff" -l exit-code -d 'End with exit code 5 where anything is different'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from diff" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from diff" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from diff" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from diff" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand terminology; and __fish_seen_subcommand_from diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and not __fish_seen_subcommand_from run simulate list report validate packages" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and not __fish_seen_subcommand_from run simulate list report validate packages" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and not __fish_seen_subcommand_from run simulate list report validate packages" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and not __fish_seen_subcommand_from run simulate list report validate packages" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and not __fish_seen_subcommand_from run simulate list report validate packages" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and not __fish_seen_subcommand_from run simulate list report validate packages" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and not __fish_seen_subcommand_from run simulate list report validate packages" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and not __fish_seen_subcommand_from run simulate list report validate packages" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and not __fish_seen_subcommand_from run simulate list report validate packages" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and not __fish_seen_subcommand_from run simulate list report validate packages" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and not __fish_seen_subcommand_from run simulate list report validate packages" -f -a "run" -d 'Play scripts against other systems and say whether they keep to the standards'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and not __fish_seen_subcommand_from run simulate list report validate packages" -f -a "simulate" -d 'Play peers for others to talk to: receivers of HL7 v2 over MLLP'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and not __fish_seen_subcommand_from run simulate list report validate packages" -f -a "list" -d 'List the scenarios of scripts, or of the catalogue that is built in'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and not __fish_seen_subcommand_from run simulate list report validate packages" -f -a "report" -d 'Merge the evidence of runs into one report'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and not __fish_seen_subcommand_from run simulate list report validate packages" -f -a "validate" -d 'Check FHIR resources, HL7 v2, ITK messages and clinical documents against their standards'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and not __fish_seen_subcommand_from run simulate list report validate packages" -f -a "packages" -d 'Manage the FHIR packages that profiles and value sets come from'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from run" -l var -d 'A value of the script (can be repeated)' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from run" -l environment -d 'A file with values and secrets of the place where this is run' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from run" -l only -d 'Play only this scenario, by its id (can be repeated)' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from run" -l tags -d 'Play only scenarios with one of these tags' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from run" -l repeat -d 'Play everything so often' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from run" -l evidence -d 'Keep the evidence in a folder of its own below this one' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from run" -l allow -d 'A host besides this machine that may be spoken to (can be repeated)' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from run" -l system -d 'What the system under test is called in reports' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from run" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from run" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from run" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from run" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from run" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from run" -l fail-fast -d 'Stop at the first scenario that fails'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from run" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from run" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from run" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from run" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from simulate" -l listen -d 'Play one receiver at this address; port 0 takes any that is free' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from simulate" -l fault -d 'Switch a fault of that receiver on (can be repeated)' -r -f -a "silent\t''
wrong-control-id\t''
rejects-all\t''
rejects-adt\t''
rejects-oru\t''
rejects-mdm\t''
rejects-siu\t''
unswapped-header\t''
fixed-processing-id\t''
fixed-version\t''
no-trigger\t''
no-structure\t''
same-control-id\t''
no-start\t''
no-return\t''
noise\t''
split-blind\t''
late-end-blind\t''
joined-blind\t''
answers-without-start\t''
noise-blind\t''
small-buffer\t''
half-close-drops\t''
rejects-duplicates\t''
idle-close\t''
no-accept\t''
no-application\t''
application-code-in-accept\t''
always-accepts\t''
always-applies\t''
acks-acks\t''
accepts-any-type\t''
accepts-any-version\t''
accepts-no-control-id\t''
usual-delimiters\t''
latin-1\t''
answers-twice\t''
ignores-character-set\t''
reads-any-delimiters\t''"
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from simulate" -l allow -d 'An address of this machine besides loopback that may be listened at (can be repeated)' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from simulate" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from simulate" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from simulate" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from simulate" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from simulate" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from simulate" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from simulate" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from simulate" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from simulate" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from simulate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from list" -l tags -d 'Only scenarios with one of these tags' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from list" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from list" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from list" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from list" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from list" -l schema -d 'Write the JSON Schema of scripts instead, for editors'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from list" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from list" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from report" -l html -d 'Write one page of HTML here, with a matrix of systems and scenarios' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from report" -l junit -d 'Write `JUnit` XML here' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from report" -l tap -d 'Write TAP here' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from report" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from report" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from report" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from report" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from report" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from report" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from report" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from report" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from report" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from report" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from validate" -l profile -d 'A profile that every resource or message must conform to: of FHIR by its canonical address, of HL7 v2 by its name or file (can be repeated)' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from validate" -l package -d 'A package for this run only: a `.tgz`, a folder or a file (can be repeated)' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from validate" -l fhir -d 'The version of FHIR [default: STU3 where a resource names a profile of Care Connect, GP Connect or STU3, R4 otherwise]' -r -f -a "r4\t'4.0.1'
stu3\t'3.0.1 and 3.0.2'"
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from validate" -l report -d 'Write a report of this kind instead' -r -f -a "operation-outcome\t'FHIR `OperationOutcome`, one for each resource, in a bundle where there are several'
sarif\t'SARIF 2.1.0'
junit\t'`JUnit` XML, a case for each resource'"
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from validate" -l entry-profile -d 'A profile for the entries of a bundle of a type: `Patient=URL`, or `Patient:0=URL` for the first of them alone (can be repeated)' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from validate" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from validate" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from validate" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from validate" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from validate" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from validate" -l strict -d 'Exit with 3 also where something could not be checked'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from validate" -l refuse-unknown-extensions -d 'Call an extension that is not known an error'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from validate" -l fix -d 'Say what could be done about each finding, where there is one plain thing; nothing is written'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from validate" -l check-references -d 'Call a reference not checkable whose target is not at hand, where a profile asks something of it'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from validate" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from validate" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from validate" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from validate" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from validate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from packages" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from packages" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from packages" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from packages" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from packages" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from packages" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from packages" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from packages" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from packages" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from packages" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from packages" -f -a "add" -d 'Load FHIR packages, for every validation after it'
complete -c dcr -n "__fish_dcr_using_subcommand connectathon; and __fish_seen_subcommand_from packages" -f -a "list" -d 'List the packages that are loaded'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -f -a "show" -d 'Show what stands for a person: the standing choice, a Yes over it, and where each was said'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -f -a "history" -d 'Show everything a person ever said about who may see the record'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -f -a "list" -d 'List what stands for people: standing choices, and each Yes that has not lapsed'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -f -a "set" -d 'Record what one person chose, or put a wrong entry right'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -f -a "export" -d 'Write what people chose as FHIR R4 Consent, after IHE PCF'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -f -a "import" -d 'Take in what people chose from FHIR R4 Consent, after IHE PCF'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -f -a "leaflet" -d 'Print the leaflet with the five choices, and the form for one person'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -f -a "plan" -d 'Say what a file of choices would change, and save it as a plan'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -f -a "approve" -d 'Approve what another user asked for, or list what waits'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -f -a "apply" -d 'Apply a plan, or a change of `dcr consent set` that was approved'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -f -a "undo" -d 'Make the plan that takes an applied plan back'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -f -a "alerts" -d 'List the alerts that wait for you, look into one, and close it'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -f -a "explain" -d 'Explain why a user may or may not see a record: each row of the decision table that was tried, the one that decided, and what it obliges to'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -f -a "conflicts" -d 'List the people of whom sources say something about consent that disagrees, with each other or with what the person chose'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -f -a "policy" -d 'List the consent policies, and every setting that they leave open'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and not __fish_seen_subcommand_from show history list set export import leaflet plan approve apply undo alerts explain conflicts policy who" -f -a "who" -d 'List who could see a record now for care, and why: every user, by organisation and role'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from show" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from show" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from show" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from show" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from show" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from history" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from history" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from history" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from history" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from history" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from history" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from history" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from history" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from history" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from list" -l choice -d 'Only this choice' -r -f -a "yes-1\t''
yes-2\t''
yes-3\t''
no-1\t''
no-2\t''"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from list" -l expiring -d 'Only a Yes that ends within so many days, such as `30d`; one without an end needs a review and counts' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from list" -l since -d 'Only what the store came to know since' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from list" -l letters -d 'Write a letter for each into this folder, which must not be there yet' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from list" -l template -d 'The template of the letters, a text with words such as `{{choice}}` [default: one that is built in]' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from list" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from list" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from list" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from list" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from list" -l held -d 'Only choices of people who are not registered yet'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from list" -l tied -d 'Only where different statements were made at one instant'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from list" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from list" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l form -d 'The person is the one for whom this form was printed: `set --form REFERENCE CHOICE`' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l from -d 'The first day or time of a yes-1 or yes-2 [default: when it was stated]' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l to -d 'The last day of a yes-2, or the time until which it holds' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l stated -d 'When the person said so [default: now]' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l user -d 'The user to whom a yes-1 is given' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l performer -d 'Who said it: `patient`, or what allows somebody to speak for them: `parental-responsibility`, `lasting-power-of-attorney`, `court-appointed-deputy`' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l relationship -d 'What the one who speaks for them is to the person, such as `mother`' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l performer-name -d 'The name of the one who speaks for them' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l organisation -d 'The organisation that took it down, by its ODS code' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l evidence -d 'What shows it, such as the reference of the signed form' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l reason -d 'Why' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l source -d 'Where it was said' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l correct -d 'Mark this statement (`dcr consent history` numbers them) as entered in error; with CHOICE, in whose place it stands' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l deny-document -d 'Deny this entry, by the name that a view gives it: it shows nowhere from now on' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l allow-document -d 'Let an entry that is denied be seen again; a second user must approve it' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l to-organisation -d 'Only as far as this organisation is concerned, by its ODS code' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l dry-run -d 'Say what would change and change nothing'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l exit-code -d 'With --dry-run, end with exit code 5 where something would change'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from export" -l format -d 'The form of the file' -r -f -a "bundle\t'One FHIR R4 bundle'
ndjson\t'One resource a line'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from export" -l to -l output-file -d 'The file; `-` is standard output' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from export" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from export" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from export" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from export" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from export" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from export" -l all -d 'Everybody who ever stated a choice'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from export" -l history -d 'Every statement, those that no longer stand too'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from export" -l force -d 'Replace the file where it is there'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from export" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from export" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from import" -l save -d 'Save a plan of all of it instead; readable by its owner alone' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from import" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from import" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from import" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from import" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from import" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from import" -l dry-run -d 'Say what would be done, and do nothing'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from import" -l exit-code -d 'With --dry-run: exit with 5 where something would change'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from import" -l force -d 'Replace a plan that is there already'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from import" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from import" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from leaflet" -l language -d 'The language, of those that come with dcr' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from leaflet" -l wording -d 'Take the words from this file instead' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from leaflet" -l format -d 'The form of the leaflet' -r -f -a "text\t'Plain text'
html\t'HTML for a screen'
page\t'HTML laid out as A4 pages'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from leaflet" -l save -d 'Write to this file; without it, to standard output' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from leaflet" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from leaflet" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from leaflet" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from leaflet" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from leaflet" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from leaflet" -l blank -d 'A form for nobody yet'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from leaflet" -l print-wording -d 'Write the file of words, to be translated, and no leaflet'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from leaflet" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from leaflet" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from leaflet" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from leaflet" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from leaflet" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from plan" -l save -d 'Where to save the plan; readable by its owner alone' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from plan" -l source -d 'What the file is called in the history; a row that comes again under the same name, number and content is the same row [default: the file\'s name]' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from plan" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from plan" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from plan" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from plan" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from plan" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from plan" -l force -d 'Replace a plan that is there already'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from plan" -l exit-code -d 'End with exit code 5 where something would change'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from plan" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from plan" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from plan" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from plan" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from plan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from approve" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from approve" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from approve" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from approve" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from approve" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from approve" -l reject -d 'Turn it down'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from approve" -l dry-run -d 'Show what is asked for and decide nothing'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from approve" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from approve" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from approve" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from approve" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from approve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from apply" -l batch -d 'How many rows are written in one transaction' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from apply" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from apply" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from apply" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from apply" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from apply" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from apply" -l atomic -d 'All rows or none: not even one where a row was rejected, waits or is a conflict'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from apply" -l dry-run -d 'Say what would become of each row and change nothing'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from apply" -l exit-code -d 'With --dry-run, end with exit code 5 where something would be applied'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from apply" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from apply" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from apply" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from apply" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from undo" -l save -d 'Where to save the plan that takes it back; without it, what it would do is only said' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from undo" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from undo" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from undo" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from undo" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from undo" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from undo" -l force -d 'Replace a plan that is there already'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from undo" -l exit-code -d 'End with exit code 5 where something would change'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from undo" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from undo" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from undo" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from undo" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from undo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from alerts" -l kind -d 'Only this kind, such as `emergency-view`' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from alerts" -l sample -d 'Of what is reviewed by sample, so many in a hundred too; the same ones each time' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from alerts" -l limit -d 'The most to show; 0 means all' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from alerts" -l offset -d 'How many to skip' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from alerts" -l as-of -d 'What the store knew then; a date means the end of that day in London' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from alerts" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from alerts" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from alerts" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from alerts" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from alerts" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from alerts" -l all -d 'Those that are closed too'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from alerts" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from alerts" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from alerts" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from alerts" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from alerts" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from alerts" -f -a "show" -d 'Show one alert: who caused it, when, in which words, and the store numbers of whom it concerns'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from alerts" -f -a "close" -d 'Close an alert that somebody else caused, with what you found'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from explain" -l for -d 'The user whose look is explained' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from explain" -l at -d 'Decide as at this time; a date means the end of that day in London' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from explain" -l purpose -d 'The purpose [default: direct-care]' -r -f -a "direct-care\t'Care of this person'
record-operations\t'Keeping the record right; needs --incident, clinical text is masked'
subject-access\t'The person\'s own report'
privacy-investigation\t'An investigation by a governance role'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from explain" -l reason -d 'Your own words' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from explain" -l incident -d 'The incident that record operations serve' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from explain" -l permission -d 'What became of asking the person for permission; you are asked where it is needed' -r -f -a "given\t'The person said yes'
refused\t'The person said no'
not-asked\t'Nobody asked'
unable\t'The person could not be asked'
discussed\t'It was discussed with the person, without asking for permission'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from explain" -l answered-by -d 'Who answered [default: the person]' -r -f -a "person\t'The person'
parent\t'Somebody with parental responsibility'
attorney\t'An attorney for health and welfare, or a deputy'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from explain" -l evidence -d 'The evidence that the answer counts: of a child\'s competence, of parental responsibility, of a power of attorney' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from explain" -l emergency -d 'Look without permission, on this ground; needs --reason, and the privacy officer is told' -r -f -a "medical\t'A medical emergency'
safeguarding\t'Safeguarding a child or an adult at risk'
overriding-interest\t'The person refused, but lacks capacity or an overriding interest stands'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from explain" -l unseal -d 'Open sealed entries too, on this ground; needs --reason and a role that may override consent, and the privacy officer is told' -r -f -a "express-consent\t'The person said that these may be seen'
legal-requirement\t'The law requires it'
overriding-public-interest\t'A public interest overrides'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from explain" -l claim -d 'Nothing on record says that you care for the person, but you do: say why. The privacy officer is told' -r -f -a "attending\t'You treat the person now, and the source has not said so yet'
referred\t'The person was referred to you or your team, and the referral is not in the record'
advice\t'Somebody who treats the person asked for your advice'
cover\t'You stand in for the team that treats the person'
follow-up\t'You follow up care that you gave'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from explain" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from explain" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from explain" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from explain" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from explain" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from explain" -l own-items -d 'Ask only for what your own organisation holds'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from explain" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from explain" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from explain" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from explain" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from conflicts" -l limit -d 'The most people to list, up to 1000' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from conflicts" -l after -d 'Go on after this store number' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from conflicts" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from conflicts" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from conflicts" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from conflicts" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from conflicts" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from conflicts" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from conflicts" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from conflicts" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from conflicts" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from conflicts" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from policy" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from policy" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from policy" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from policy" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from policy" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from policy" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from policy" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from policy" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from policy" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from policy" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from who" -l at -d 'Decide as at this time; a date means the end of that day in London' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from who" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from who" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from who" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from who" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from who" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from who" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from who" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from who" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from who" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand consent; and __fish_seen_subcommand_from who" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and not __fish_seen_subcommand_from request apply" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and not __fish_seen_subcommand_from request apply" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and not __fish_seen_subcommand_from request apply" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and not __fish_seen_subcommand_from request apply" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and not __fish_seen_subcommand_from request apply" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and not __fish_seen_subcommand_from request apply" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and not __fish_seen_subcommand_from request apply" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and not __fish_seen_subcommand_from request apply" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and not __fish_seen_subcommand_from request apply" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and not __fish_seen_subcommand_from request apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and not __fish_seen_subcommand_from request apply" -f -a "request" -d 'Write the list of NHS numbers that is sent to be checked for opt-outs'
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and not __fish_seen_subcommand_from request apply" -f -a "apply" -d 'Remove everybody who opted out from an extract'
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from request" -l column -d 'The column (CSV) or member (NDJSON) that holds the NHS number' -r
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from request" -l save -d 'The file to write' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from request" -l mailbox -d 'Name the file as the service advises, after this MESH mailbox: `MAILBOX-DDMMYY-NNNN.dat`' -r
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from request" -l sequence -d 'Which list of the month this is, from 1' -r
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from request" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from request" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from request" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from request" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from request" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from request" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from request" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from request" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from request" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from request" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from apply" -l save -d 'The file to write' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from apply" -l purpose -d 'What the extract is for' -r
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from apply" -l recipient -d 'Who gets it' -r
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from apply" -l request -d 'The list that was sent to be checked' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from apply" -l requested -d 'The day on which the list was sent, where this store does not know it' -r
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from apply" -l valid-days -d 'For how many days a cleaned list may be used' -r
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from apply" -l column -d 'The column (CSV) or member (NDJSON) that holds the NHS number' -r
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from apply" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from apply" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from apply" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from apply" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from apply" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from apply" -l discard -d 'Delete the cleaned list once the extract is written'
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from apply" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from apply" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from apply" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from apply" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand ndop; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand user; and not __fish_seen_subcommand_from list add grant suspend token whoami" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand user; and not __fish_seen_subcommand_from list add grant suspend token whoami" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand user; and not __fish_seen_subcommand_from list add grant suspend token whoami" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand user; and not __fish_seen_subcommand_from list add grant suspend token whoami" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand user; and not __fish_seen_subcommand_from list add grant suspend token whoami" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand user; and not __fish_seen_subcommand_from list add grant suspend token whoami" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand user; and not __fish_seen_subcommand_from list add grant suspend token whoami" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand user; and not __fish_seen_subcommand_from list add grant suspend token whoami" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand user; and not __fish_seen_subcommand_from list add grant suspend token whoami" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand user; and not __fish_seen_subcommand_from list add grant suspend token whoami" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand user; and not __fish_seen_subcommand_from list add grant suspend token whoami" -f -a "list" -d 'List the users of the store: roles, organisation, when they were last seen'
complete -c dcr -n "__fish_dcr_using_subcommand user; and not __fish_seen_subcommand_from list add grant suspend token whoami" -f -a "add" -d 'Register a user, and ask for their first roles'
complete -c dcr -n "__fish_dcr_using_subcommand user; and not __fish_seen_subcommand_from list add grant suspend token whoami" -f -a "grant" -d 'Ask for a role for a user, or take one away'
complete -c dcr -n "__fish_dcr_using_subcommand user; and not __fish_seen_subcommand_from list add grant suspend token whoami" -f -a "suspend" -d 'Suspend a user, at once or from a day on, or ask for the end of a suspension'
complete -c dcr -n "__fish_dcr_using_subcommand user; and not __fish_seen_subcommand_from list add grant suspend token whoami" -f -a "token" -d 'Make, list and revoke the tokens by which users are known to a store that is served'
complete -c dcr -n "__fish_dcr_using_subcommand user; and not __fish_seen_subcommand_from list add grant suspend token whoami" -f -a "whoami" -d 'Show who you are in this store: your roles, what they let you do, and what your organisation may'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from list" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from list" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from list" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from list" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from list" -l leavers -d 'Only those who are suspended, or will be'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from list" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from list" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from add" -l full-name -d 'The name as people read it' -r
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from add" -l uid -d 'The number of the operating-system account the user works under' -r
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from add" -l account -d 'The name of that account' -r
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from add" -l role -d 'A national job role code (can be repeated), or a composite one such as `S8000:G8000:R8000`' -r
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from add" -l organisation -d 'The ODS code of the organisation the roles are held at' -r
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from add" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from add" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from add" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from add" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from add" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from add" -l dry-run -d 'Show what would change, and change nothing'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from add" -l exit-code -d 'With --dry-run, end with exit code 5 where something would change'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from add" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from add" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from grant" -l role -d 'A national job role code, or a composite one such as `S8000:G8000:R8000`' -r
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from grant" -l organisation -d 'The ODS code of the organisation the role is held at' -r
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from grant" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from grant" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from grant" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from grant" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from grant" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from grant" -l revoke -d 'Take the role away'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from grant" -l dry-run -d 'Show what would change, and change nothing'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from grant" -l exit-code -d 'With --dry-run, end with exit code 5 where something would change'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from grant" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from grant" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from grant" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from grant" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from grant" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from suspend" -l from -d 'The first day on which the user may do nothing [default: today]' -r
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from suspend" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from suspend" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from suspend" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from suspend" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from suspend" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from suspend" -l lift -d 'Ask for the end of the suspension'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from suspend" -l dry-run -d 'Show what would change, and change nothing'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from suspend" -l exit-code -d 'With --dry-run, end with exit code 5 where something would change'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from suspend" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from suspend" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from suspend" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from suspend" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from suspend" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from token" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from token" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from token" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from token" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from token" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from token" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from token" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from token" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from token" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from token" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from token" -f -a "make" -d 'Make a token, and print it: this once'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from token" -f -a "list" -d 'List tokens: whose, for what, until when'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from token" -f -a "revoke" -d 'Revoke a token: from now on it is not taken'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from whoami" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from whoami" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from whoami" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from whoami" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from whoami" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from whoami" -l can -d 'Also say which commands you may run, and why not the others'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from whoami" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from whoami" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from whoami" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from whoami" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand user; and __fish_seen_subcommand_from whoami" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and not __fish_seen_subcommand_from query follow report export import verify checkpoint witness prove redact outbox" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and not __fish_seen_subcommand_from query follow report export import verify checkpoint witness prove redact outbox" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and not __fish_seen_subcommand_from query follow report export import verify checkpoint witness prove redact outbox" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and not __fish_seen_subcommand_from query follow report export import verify checkpoint witness prove redact outbox" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand audit; and not __fish_seen_subcommand_from query follow report export import verify checkpoint witness prove redact outbox" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and not __fish_seen_subcommand_from query follow report export import verify checkpoint witness prove redact outbox" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and not __fish_seen_subcommand_from query follow report export import verify checkpoint witness prove redact outbox" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and not __fish_seen_subcommand_from query follow report export import verify checkpoint witness prove redact outbox" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and not __fish_seen_subcommand_from query follow report export import verify checkpoint witness prove redact outbox" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and not __fish_seen_subcommand_from query follow report export import verify checkpoint witness prove redact outbox" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and not __fish_seen_subcommand_from query follow report export import verify checkpoint witness prove redact outbox" -f -a "query" -d 'Find events of the audit, newest first'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and not __fish_seen_subcommand_from query follow report export import verify checkpoint witness prove redact outbox" -f -a "follow" -d 'Show events of the audit as they come in'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and not __fish_seen_subcommand_from query follow report export import verify checkpoint witness prove redact outbox" -f -a "report" -d 'Put together what the audit says'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and not __fish_seen_subcommand_from query follow report export import verify checkpoint witness prove redact outbox" -f -a "export" -d 'Write events for another system, newest first'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and not __fish_seen_subcommand_from query follow report export import verify checkpoint witness prove redact outbox" -f -a "import" -d 'Take in the log of another system'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and not __fish_seen_subcommand_from query follow report export import verify checkpoint witness prove redact outbox" -f -a "verify" -d 'Check that nothing of the audit was altered'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and not __fish_seen_subcommand_from query follow report export import verify checkpoint witness prove redact outbox" -f -a "checkpoint" -d 'Sign how long the audit is and what its root is'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and not __fish_seen_subcommand_from query follow report export import verify checkpoint witness prove redact outbox" -f -a "witness" -d 'Cosign a checkpoint of somebody else\'s audit'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and not __fish_seen_subcommand_from query follow report export import verify checkpoint witness prove redact outbox" -f -a "prove" -d 'Write a receipt for one event, or check one'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and not __fish_seen_subcommand_from query follow report export import verify checkpoint witness prove redact outbox" -f -a "redact" -d 'Erase events, with two people'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and not __fish_seen_subcommand_from query follow report export import verify checkpoint witness prove redact outbox" -f -a "outbox" -d 'Look after audit events that wait on this machine for a server'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from query" -l purpose -d 'The purpose [default: direct-care]' -r -f -a "direct-care\t'Care of this person'
record-operations\t'Keeping the record right; needs --incident, clinical text is masked'
subject-access\t'The person\'s own report'
privacy-investigation\t'An investigation by a governance role'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from query" -l reason -d 'Your own words' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from query" -l incident -d 'The incident that record operations serve' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from query" -l permission -d 'What became of asking the person for permission; you are asked where it is needed' -r -f -a "given\t'The person said yes'
refused\t'The person said no'
not-asked\t'Nobody asked'
unable\t'The person could not be asked'
discussed\t'It was discussed with the person, without asking for permission'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from query" -l answered-by -d 'Who answered [default: the person]' -r -f -a "person\t'The person'
parent\t'Somebody with parental responsibility'
attorney\t'An attorney for health and welfare, or a deputy'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from query" -l evidence -d 'The evidence that the answer counts: of a child\'s competence, of parental responsibility, of a power of attorney' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from query" -l emergency -d 'Look without permission, on this ground; needs --reason, and the privacy officer is told' -r -f -a "medical\t'A medical emergency'
safeguarding\t'Safeguarding a child or an adult at risk'
overriding-interest\t'The person refused, but lacks capacity or an overriding interest stands'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from query" -l unseal -d 'Open sealed entries too, on this ground; needs --reason and a role that may override consent, and the privacy officer is told' -r -f -a "express-consent\t'The person said that these may be seen'
legal-requirement\t'The law requires it'
overriding-public-interest\t'A public interest overrides'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from query" -l claim -d 'Nothing on record says that you care for the person, but you do: say why. The privacy officer is told' -r -f -a "attending\t'You treat the person now, and the source has not said so yet'
referred\t'The person was referred to you or your team, and the referral is not in the record'
advice\t'Somebody who treats the person asked for your advice'
cover\t'You stand in for the team that treats the person'
follow-up\t'You follow up care that you gave'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from query" -l limit -d 'The most events of a page' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from query" -l after -d 'Begin after this place, which the page before said' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from query" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from query" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from query" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from query" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from query" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from query" -l own-items -d 'Ask only for what your own organisation holds'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from query" -l keys -d 'List the keys of a filter and what each takes'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from query" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from query" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from query" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from query" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from query" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from follow" -l purpose -d 'The purpose [default: direct-care]' -r -f -a "direct-care\t'Care of this person'
record-operations\t'Keeping the record right; needs --incident, clinical text is masked'
subject-access\t'The person\'s own report'
privacy-investigation\t'An investigation by a governance role'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from follow" -l reason -d 'Your own words' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from follow" -l incident -d 'The incident that record operations serve' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from follow" -l permission -d 'What became of asking the person for permission; you are asked where it is needed' -r -f -a "given\t'The person said yes'
refused\t'The person said no'
not-asked\t'Nobody asked'
unable\t'The person could not be asked'
discussed\t'It was discussed with the person, without asking for permission'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from follow" -l answered-by -d 'Who answered [default: the person]' -r -f -a "person\t'The person'
parent\t'Somebody with parental responsibility'
attorney\t'An attorney for health and welfare, or a deputy'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from follow" -l evidence -d 'The evidence that the answer counts: of a child\'s competence, of parental responsibility, of a power of attorney' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from follow" -l emergency -d 'Look without permission, on this ground; needs --reason, and the privacy officer is told' -r -f -a "medical\t'A medical emergency'
safeguarding\t'Safeguarding a child or an adult at risk'
overriding-interest\t'The person refused, but lacks capacity or an overriding interest stands'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from follow" -l unseal -d 'Open sealed entries too, on this ground; needs --reason and a role that may override consent, and the privacy officer is told' -r -f -a "express-consent\t'The person said that these may be seen'
legal-requirement\t'The law requires it'
overriding-public-interest\t'A public interest overrides'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from follow" -l claim -d 'Nothing on record says that you care for the person, but you do: say why. The privacy officer is told' -r -f -a "attending\t'You treat the person now, and the source has not said so yet'
referred\t'The person was referred to you or your team, and the referral is not in the record'
advice\t'Somebody who treats the person asked for your advice'
cover\t'You stand in for the team that treats the person'
follow-up\t'You follow up care that you gave'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from follow" -l since-event -d 'Begin after this event instead of now' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from follow" -l events -d 'End after so many events' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from follow" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from follow" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from follow" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from follow" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from follow" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from follow" -l own-items -d 'Ask only for what your own organisation holds'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from follow" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from follow" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from follow" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from follow" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from follow" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from report" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from report" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from report" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from report" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from report" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from report" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from report" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from report" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from report" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from report" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from report" -f -a "who-saw" -d 'Tell a person who looked at their record, and why'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from report" -f -a "emergency" -d 'Count views under broken glass, by organisation and for each thousand views'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from report" -f -a "organisation" -d 'Count what each organisation looked at'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from report" -f -a "user" -d 'Count what each user looked at'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from report" -f -a "unusual" -d 'List looks for direct care that are unusual, with what would explain each'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from export" -l purpose -d 'The purpose [default: direct-care]' -r -f -a "direct-care\t'Care of this person'
record-operations\t'Keeping the record right; needs --incident, clinical text is masked'
subject-access\t'The person\'s own report'
privacy-investigation\t'An investigation by a governance role'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from export" -l reason -d 'Your own words' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from export" -l incident -d 'The incident that record operations serve' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from export" -l permission -d 'What became of asking the person for permission; you are asked where it is needed' -r -f -a "given\t'The person said yes'
refused\t'The person said no'
not-asked\t'Nobody asked'
unable\t'The person could not be asked'
discussed\t'It was discussed with the person, without asking for permission'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from export" -l answered-by -d 'Who answered [default: the person]' -r -f -a "person\t'The person'
parent\t'Somebody with parental responsibility'
attorney\t'An attorney for health and welfare, or a deputy'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from export" -l evidence -d 'The evidence that the answer counts: of a child\'s competence, of parental responsibility, of a power of attorney' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from export" -l emergency -d 'Look without permission, on this ground; needs --reason, and the privacy officer is told' -r -f -a "medical\t'A medical emergency'
safeguarding\t'Safeguarding a child or an adult at risk'
overriding-interest\t'The person refused, but lacks capacity or an overriding interest stands'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from export" -l unseal -d 'Open sealed entries too, on this ground; needs --reason and a role that may override consent, and the privacy officer is told' -r -f -a "express-consent\t'The person said that these may be seen'
legal-requirement\t'The law requires it'
overriding-public-interest\t'A public interest overrides'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from export" -l claim -d 'Nothing on record says that you care for the person, but you do: say why. The privacy officer is told' -r -f -a "attending\t'You treat the person now, and the source has not said so yet'
referred\t'The person was referred to you or your team, and the referral is not in the record'
advice\t'Somebody who treats the person asked for your advice'
cover\t'You stand in for the team that treats the person'
follow-up\t'You follow up care that you gave'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from export" -l form -d 'The form' -r -f -a "fhir\t'FHIR R4 `AuditEvent`, one resource a line'
syslog\t'RFC 5424 lines with DICOM audit messages'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from export" -l to -d 'The file to write, readable by you alone; standard output without it' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from export" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from export" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from export" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from export" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from export" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from export" -l own-items -d 'Ask only for what your own organisation holds'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from export" -l force -d 'Replace the file'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from export" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from export" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from import" -l system -d 'The name of the system that recorded it' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from import" -l form -d 'The form of the file' -r -f -a "fhir\t'FHIR R4 `AuditEvent` after IHE BALP: a Bundle, one resource, or one a line'
syslog\t'RFC 5424 lines with audit messages of DICOM (IHE ATNA)'
csv\t'A table; `--column` says which column holds what'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from import" -l column -d 'Of CSV: which column holds what, such as `when=Date` (can be repeated)' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from import" -l action -d 'Of CSV: what a word in the action\'s column means, such as `Opened=view` (can be repeated)' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from import" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from import" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from import" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from import" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from import" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from import" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from import" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from verify" -l checkpoint -d 'A checkpoint that lay outside the store (can be repeated)' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from verify" -l key -d 'A public key known from elsewhere, or a file with it in its first line (can be repeated)' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from verify" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from verify" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from verify" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from verify" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from verify" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from verify" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from verify" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l key-file -d 'The file of the key' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l passphrase-file -d 'Read the passphrase from the first line of this file' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l passphrase-fd -d 'Read the passphrase from this open file descriptor' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l new-key -d 'Make a new key in this file, and sign with it' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l for-witness -d 'Sign nothing: write the last checkpoint as a request to a witness whose last one covers so many events' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l if-due -d 'Only where so many events came since the last one as the setting `checkpoint_every` says'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l public-keys -d 'Sign nothing: write the public keys of this audit'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from witness" -l state -d 'Where the last checkpoint is kept' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from witness" -l log-key -d 'The public key of the audit, or a file with it in its first line' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from witness" -l key-file -d 'The file of the key' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from witness" -l passphrase-file -d 'Read the passphrase from the first line of this file' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from witness" -l passphrase-fd -d 'Read the passphrase from this open file descriptor' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from witness" -l new-key -d 'Make a new key in this file' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from witness" -l name -d 'The name of the new key, such as the address of the organisation' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from witness" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from witness" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from witness" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from witness" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from witness" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from witness" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from witness" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from witness" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from witness" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from witness" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from prove" -l check -d 'Check this receipt' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from prove" -l key -d 'The public key of the audit, or a file with it in its first line' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from prove" -l purpose -d 'The purpose [default: direct-care]' -r -f -a "direct-care\t'Care of this person'
record-operations\t'Keeping the record right; needs --incident, clinical text is masked'
subject-access\t'The person\'s own report'
privacy-investigation\t'An investigation by a governance role'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from prove" -l reason -d 'Your own words' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from prove" -l incident -d 'The incident that record operations serve' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from prove" -l permission -d 'What became of asking the person for permission; you are asked where it is needed' -r -f -a "given\t'The person said yes'
refused\t'The person said no'
not-asked\t'Nobody asked'
unable\t'The person could not be asked'
discussed\t'It was discussed with the person, without asking for permission'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from prove" -l answered-by -d 'Who answered [default: the person]' -r -f -a "person\t'The person'
parent\t'Somebody with parental responsibility'
attorney\t'An attorney for health and welfare, or a deputy'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from prove" -l evidence -d 'The evidence that the answer counts: of a child\'s competence, of parental responsibility, of a power of attorney' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from prove" -l emergency -d 'Look without permission, on this ground; needs --reason, and the privacy officer is told' -r -f -a "medical\t'A medical emergency'
safeguarding\t'Safeguarding a child or an adult at risk'
overriding-interest\t'The person refused, but lacks capacity or an overriding interest stands'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from prove" -l unseal -d 'Open sealed entries too, on this ground; needs --reason and a role that may override consent, and the privacy officer is told' -r -f -a "express-consent\t'The person said that these may be seen'
legal-requirement\t'The law requires it'
overriding-public-interest\t'A public interest overrides'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from prove" -l claim -d 'Nothing on record says that you care for the person, but you do: say why. The privacy officer is told' -r -f -a "attending\t'You treat the person now, and the source has not said so yet'
referred\t'The person was referred to you or your team, and the referral is not in the record'
advice\t'Somebody who treats the person asked for your advice'
cover\t'You stand in for the team that treats the person'
follow-up\t'You follow up care that you gave'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from prove" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from prove" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from prove" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from prove" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from prove" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from prove" -l own-items -d 'Ask only for what your own organisation holds'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from prove" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from prove" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from prove" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from prove" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from prove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from redact" -l reason -d 'Why; written to the audit' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from redact" -l approve -d 'Approve a request that somebody else made, and erase' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from redact" -l turn-down -d 'Turn a request down' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from redact" -l apply -d 'Erase what was approved, where that was cut short' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from redact" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from redact" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from redact" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from redact" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from redact" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from redact" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from redact" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from redact" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from redact" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from redact" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from outbox" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from outbox" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from outbox" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from outbox" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from outbox" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from outbox" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from outbox" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from outbox" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from outbox" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from outbox" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from outbox" -f -a "list" -d 'List what waits, in the order in which it is sent; nothing in it says whom it is about'
complete -c dcr -n "__fish_dcr_using_subcommand audit; and __fish_seen_subcommand_from outbox" -f -a "drain" -d 'Send what waits, in order; what the server does not take goes on waiting'
complete -c dcr -n "__fish_dcr_using_subcommand store; and not __fish_seen_subcommand_from init info check backup copy restore serve" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand store; and not __fish_seen_subcommand_from init info check backup copy restore serve" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand store; and not __fish_seen_subcommand_from init info check backup copy restore serve" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand store; and not __fish_seen_subcommand_from init info check backup copy restore serve" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand store; and not __fish_seen_subcommand_from init info check backup copy restore serve" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand store; and not __fish_seen_subcommand_from init info check backup copy restore serve" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand store; and not __fish_seen_subcommand_from init info check backup copy restore serve" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand store; and not __fish_seen_subcommand_from init info check backup copy restore serve" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand store; and not __fish_seen_subcommand_from init info check backup copy restore serve" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand store; and not __fish_seen_subcommand_from init info check backup copy restore serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand store; and not __fish_seen_subcommand_from init info check backup copy restore serve" -f -a "init" -d 'Make a new store and register yourself as its first user'
complete -c dcr -n "__fish_dcr_using_subcommand store; and not __fish_seen_subcommand_from init info check backup copy restore serve" -f -a "info" -d 'Show what is in the store, in counts'
complete -c dcr -n "__fish_dcr_using_subcommand store; and not __fish_seen_subcommand_from init info check backup copy restore serve" -f -a "check" -d 'Check that the store is sound'
complete -c dcr -n "__fish_dcr_using_subcommand store; and not __fish_seen_subcommand_from init info check backup copy restore serve" -f -a "backup" -d 'Copy the store to a new file while it stays in use'
complete -c dcr -n "__fish_dcr_using_subcommand store; and not __fish_seen_subcommand_from init info check backup copy restore serve" -f -a "copy" -d 'Copy a store to another place, and check the copy against it'
complete -c dcr -n "__fish_dcr_using_subcommand store; and not __fish_seen_subcommand_from init info check backup copy restore serve" -f -a "restore" -d 'Put a backup in the place of the store'
complete -c dcr -n "__fish_dcr_using_subcommand store; and not __fish_seen_subcommand_from init info check backup copy restore serve" -f -a "serve" -d 'Serve the store over FHIR R4, so that a team can share it'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from init" -l organisation -d 'The ODS code of the organisation you act for, such as `RBD`' -r
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from init" -l name -d 'Your name in the store, such as `a.patel`' -r
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from init" -l full-name -d 'Your name as people read it' -r
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from init" -l role -d 'A national job role code you act in (can be repeated); R8015 administers, R8000 cares for people' -r
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from init" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from init" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from init" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from init" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from init" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from init" -l combined-duties -d 'Let one user both care for people and run or watch the record, at a site too small to separate them; the audit says so'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from init" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from init" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from init" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from init" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from info" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from info" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from info" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from info" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from info" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from info" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from info" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from info" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from info" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from info" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from check" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from check" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from check" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from check" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from check" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from check" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from check" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from backup" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from backup" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from backup" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from backup" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from backup" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from backup" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from backup" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from backup" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from backup" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from backup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from copy" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from copy" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from copy" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from copy" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from copy" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from copy" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from copy" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from copy" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from copy" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from copy" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from restore" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from restore" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from restore" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from restore" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from restore" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from restore" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from restore" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from restore" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from restore" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from serve" -l listen -d 'Where to listen; port 0 lets the system choose one' -r
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from serve" -l certificate -d 'The server\'s certificate in PEM, with those between it and its authority' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from serve" -l key -d 'The private key of that certificate in PEM' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from serve" -l client-authority -d 'Let in only clients with a certificate of one of these authorities (PEM)' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from serve" -l connections -d 'The most connections at once' -r
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from serve" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from serve" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from serve" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from serve" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from serve" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from serve" -l allow-remote -d 'Listen at an address that other machines can reach; needs TLS'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from serve" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from serve" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from serve" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from serve" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand store; and __fish_seen_subcommand_from serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand doctor" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand doctor" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand doctor" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand doctor" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand doctor" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand doctor" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand doctor" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand doctor" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand doctor" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand config; and not __fish_seen_subcommand_from show" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand config; and not __fish_seen_subcommand_from show" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand config; and not __fish_seen_subcommand_from show" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand config; and not __fish_seen_subcommand_from show" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand config; and not __fish_seen_subcommand_from show" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand config; and not __fish_seen_subcommand_from show" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand config; and not __fish_seen_subcommand_from show" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand config; and not __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand config; and not __fish_seen_subcommand_from show" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand config; and not __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand config; and not __fish_seen_subcommand_from show" -f -a "show" -d 'Show every setting'
complete -c dcr -n "__fish_dcr_using_subcommand config; and __fish_seen_subcommand_from show" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand config; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand config; and __fish_seen_subcommand_from show" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand config; and __fish_seen_subcommand_from show" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand config; and __fish_seen_subcommand_from show" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand config; and __fish_seen_subcommand_from show" -l origin -d 'Say which flag, variable or file each one came from'
complete -c dcr -n "__fish_dcr_using_subcommand config; and __fish_seen_subcommand_from show" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand config; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand config; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand config; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand completions" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand completions" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand completions" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand completions" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand completions" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand completions" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand completions" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand completions" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand completions" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand man" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand man" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand man" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand man" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand man" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand man" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand man" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand man" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand man" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand help" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand help" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand help" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand help" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand help" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand help" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand help" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand help" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand help" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand generate" -l store -d 'Which store: `demo`, `sqlite:PATH` or `https://host/fhir`' -r
complete -c dcr -n "__fish_dcr_using_subcommand generate" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand generate" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand generate" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand generate" -l as -d 'Act as this user; only in a demo store' -r
complete -c dcr -n "__fish_dcr_using_subcommand generate" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand generate" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand generate" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand generate" -l yes -d 'Answer yes where a command asks before it changes something'
complete -c dcr -n "__fish_dcr_using_subcommand generate" -s h -l help -d 'Print help (see more with \'--help\')'
