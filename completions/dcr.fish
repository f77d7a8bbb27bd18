# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_dcr_global_optspecs
    string join \n store= o/output= color= no-pager q/quiet v/verbose config= h/help V/version
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

complete -c dcr -n "__fish_dcr_needs_command" -l store -d 'Which store: `demo` or `sqlite:PATH`' -r
complete -c dcr -n "__fish_dcr_needs_command" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_needs_command" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_needs_command" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_needs_command" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_needs_command" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_needs_command" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_needs_command" -s V -l version -d 'Print version'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "doctor" -d 'Check that everything is in place'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "config" -d 'See settings and where they come from'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "completions" -d 'Print completions for a shell'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "man" -d 'Show the manual page of a command'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "help" -d 'Show help on a command, or on `exit-codes` or `environment`'
complete -c dcr -n "__fish_dcr_needs_command" -f -a "generate" -d 'Write man/ and completions/ from the definition of the command line'
complete -c dcr -n "__fish_dcr_using_subcommand doctor" -l store -d 'Which store: `demo` or `sqlite:PATH`' -r
complete -c dcr -n "__fish_dcr_using_subcommand doctor" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand doctor" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand doctor" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand doctor" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand doctor" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand doctor" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand config; and not __fish_seen_subcommand_from show" -l store -d 'Which store: `demo` or `sqlite:PATH`' -r
complete -c dcr -n "__fish_dcr_using_subcommand config; and not __fish_seen_subcommand_from show" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand config; and not __fish_seen_subcommand_from show" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand config; and not __fish_seen_subcommand_from show" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand config; and not __fish_seen_subcommand_from show" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand config; and not __fish_seen_subcommand_from show" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand config; and not __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand config; and not __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand config; and not __fish_seen_subcommand_from show" -f -a "show" -d 'Show every setting'
complete -c dcr -n "__fish_dcr_using_subcommand config; and __fish_seen_subcommand_from show" -l store -d 'Which store: `demo` or `sqlite:PATH`' -r
complete -c dcr -n "__fish_dcr_using_subcommand config; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand config; and __fish_seen_subcommand_from show" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand config; and __fish_seen_subcommand_from show" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand config; and __fish_seen_subcommand_from show" -l origin -d 'Say which flag, variable or file each one came from'
complete -c dcr -n "__fish_dcr_using_subcommand config; and __fish_seen_subcommand_from show" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand config; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand config; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand completions" -l store -d 'Which store: `demo` or `sqlite:PATH`' -r
complete -c dcr -n "__fish_dcr_using_subcommand completions" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand completions" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand completions" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand completions" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand completions" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand completions" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand man" -l store -d 'Which store: `demo` or `sqlite:PATH`' -r
complete -c dcr -n "__fish_dcr_using_subcommand man" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand man" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand man" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand man" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand man" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand man" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand help" -l store -d 'Which store: `demo` or `sqlite:PATH`' -r
complete -c dcr -n "__fish_dcr_using_subcommand help" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand help" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand help" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand help" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand help" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand help" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dcr -n "__fish_dcr_using_subcommand generate" -l store -d 'Which store: `demo` or `sqlite:PATH`' -r
complete -c dcr -n "__fish_dcr_using_subcommand generate" -s o -l output -d 'Form of the data on standard output [default: table]' -r -f -a "table\t'Text for people'
json\t'One document, with its `format_version`'
ndjson\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'"
complete -c dcr -n "__fish_dcr_using_subcommand generate" -l color -d 'When to colour [default: auto]' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c dcr -n "__fish_dcr_using_subcommand generate" -l config -d 'Read this settings file instead of your own' -r -F
complete -c dcr -n "__fish_dcr_using_subcommand generate" -l no-pager -d 'Write long output without a pager'
complete -c dcr -n "__fish_dcr_using_subcommand generate" -s q -l quiet -d 'Say less: no status; twice, no warnings either'
complete -c dcr -n "__fish_dcr_using_subcommand generate" -s v -l verbose -d 'Say more about what is done'
complete -c dcr -n "__fish_dcr_using_subcommand generate" -s h -l help -d 'Print help (see more with \'--help\')'
