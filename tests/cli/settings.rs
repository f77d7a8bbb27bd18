//! Where settings come from, which one wins, and what is refused.

use crate::sandbox::Sandbox;

#[test]
fn the_nearest_place_wins_and_is_named() {
    let mut sandbox = Sandbox::new();
    sandbox.write(".config/dcr/config.toml", "store = \"demo\"\npager = \"most\"\ncolor = \"always\"\n");
    sandbox.run("config show --color never").run("config show --origin --color never");
    sandbox.write("work/dcr.toml", "purpose = \"record-operations\"\nstore = \"sqlite:project.db\"\n");
    sandbox.run("config show --origin --color never");
    sandbox.set("DCR_STORE", "sqlite:environment.db").set("PAGER", "more").set("NO_COLOR", "1");
    sandbox.run("config show --origin").run("config show --origin --store demo --no-pager -o csv");
    sandbox.write("other.toml", "output = \"ndjson\"\n");
    let config = sandbox.path("other.toml").display().to_string();
    sandbox.run(&format!("--config {config} config show --origin"));
    insta::assert_snapshot!(sandbox.transcript());
}

#[test]
fn what_does_not_fit_is_refused_by_name() {
    let mut sandbox = Sandbox::new();
    for content in [
        "stor = \"demo\"\n",
        "colour = \"auto\"\n",
        "wombat = 1\n",
        "store = 1\n",
        "store = \"https://host/fhir\"\n",
        "output = \"xml\"\n",
        "pager = \"sh -c anything\"\n",
        "store = \n",
    ] {
        sandbox.write("work/dcr.toml", content).run("config show");
    }
    std::fs::remove_file(sandbox.path("work/dcr.toml")).unwrap();
    sandbox.run("--config absent.toml doctor").run("--store record.db doctor").run("--store wombat doctor");
    sandbox.set("DCR_COLOR", "sometimes").run("doctor");
    insta::assert_snapshot!(sandbox.transcript());
}
