"""Writes `../definitions/standard.pack` and `differences.tsv`: the facts of HL7 v2.3 to v2.5.1.

    pip install hl7apy==1.3.5                       # MIT
    npm pack hl7-dictionary@1.0.1 && tar xzf hl7-dictionary-1.0.1.tgz   # MIT
    node -p 'JSON.stringify(require("./package"))' > dictionary.json
    python3 definitions.py dictionary.json ../definitions/standard.pack differences.tsv

Names, usage, repetition, types, lengths, table numbers and codes; no prose. hl7apy is the first
source and hl7-dictionary the second; every place where they disagree is a line of
`differences.tsv`, with what was taken and why. Where neither can be shown to be right the looser
of the two is taken, so that nothing that the standard allows is refused. The same packages give
the same facts. How they are written down is said in `../definitions/read.rs`.
"""

import importlib
import json
import re
import struct
import sys
import zlib

VERSIONS = ["2.3", "2.3.1", "2.4", "2.5", "2.5.1"]
# Codes of these tables are said by another standard, or suggested only, or judged by their own rule.
OPEN = {
    "0003": "events are judged with the message type",
    "0076": "message types are judged with the event",
    "0104": "versions are judged by their own rule",
    "0203": "suggested values; sites add their own",
    "0211": "character sets are judged against the bytes",
    "0354": "structures are judged with the event",
    "0359": "numbers from 2 on are not listed",
    "0396": "coding systems; sites add their own",
    "0399": "ISO 3166, which changes",
    "0449": "conformance statements are judged as profiles",
    "0418": "numbers from 2 on are not listed",
}
# What a type is called by the one source, and is by itself.
PRIMITIVE = {"ST", "TX", "FT", "NM", "SI", "ID", "IS", "DT", "TM", "DTM", "TN", "GTS", "ANY"}
TYPES = {"varies": "ANY", "VARIES": "ANY", "None": None, "CM": "ST", "GTS": "GTS"}
# Where the sources differ on a type: what is taken.
TAKEN_TYPE = {
    ("2.3", "ACC_2"): ("CE", "the first component of CE is the code that ID would hold"),
    ("2.3", "AL1_4"): ("IS", "the looser: table 0128 is user-defined"),
    ("2.3", "CDM_5"): ("IS", "the looser: table 0268 is user-defined"),
    ("2.3", "STF_10"): ("XTN", "the looser: the first component of XTN is a TN"),
}
# Corrections of both sources, by what the standard says of them.
TAKEN_REPETITION = {
    ("2.5.1", "OBX_23"): ("1", "performing organisation: one"),
    ("2.5.1", "OBX_24"): ("1", "performing organisation address: one"),
    ("2.5.1", "OBX_25"): ("1", "performing organisation medical director: one"),
    ("2.5.1", "OBX_2"): ("1", "the second source has the table number in the place of the repetition"),
}
differences = []


def differ(version, kind, place, first, second, taken, why):
    differences.append((version, kind, place, str(first), str(second), str(taken), why))


def words(name):
    return name.replace("_", " ").strip().lower()


class Sources:
    """Both sources of one version."""

    def __init__(self, version, dictionary):
        self.version = version
        self.first = importlib.import_module("hl7apy.v" + version.replace(".", "_"))
        self.second = dictionary["definitions"][version]
        self.tables = dictionary["tables"]


def type_name(name):
    name = TYPES.get(str(name), str(name))
    return name


def table_number(name):
    if not name or name == "HL79999":
        return ""
    return name[3:]


def second_table(field):
    return "%04d" % field["table"] if field.get("table") else ""


def pick_table(version, place, first, second):
    if first == second:
        return first
    taken = first or second
    why = "the one that names a table" if not (first and second) else "the first source, which is of this version"
    differ(version, "table", place, first or "-", second or "-", taken, why)
    return taken


def types_of(sources, later):
    """Composite types: components as (type, usage, length, table, name)."""
    version, found = sources.version, {}
    for name, components in sorted(sources.first.DATATYPES_STRUCTS.items()):
        theirs = (sources.second["fields"].get(name) or {}).get("subfields") or []
        if name in sources.second["fields"] and len(theirs) != len(components):
            differ(version, "components", name, len(components), len(theirs), len(components), "the first source")
        rows = []
        for number, component in enumerate(components, 1):
            place = f"{name}_{number}"
            kind, label, table = sources.first.DATATYPES[component[0]][2:5]
            kind, table = type_name(kind) or "ST", table_number(table)
            if name == "TS" and number == 1 and kind != "DTM":
                differ(version, "type", "TS_1", kind, kind, "DTM", "a time stamp, whatever its type is called")
                kind = "DTM"
            usage, length = "O", 0
            if number <= len(theirs):
                second = theirs[number - 1]
                their_type = type_name(second["datatype"])
                if their_type != kind and not (name == "TS" or kind.endswith("_SIMPLE")):
                    differ(version, "type", place, kind, their_type, kind, "the first source")
                table = pick_table(version, place, table, second_table(second))
                usage = {2: "R", 3: "C"}.get(second["opt"], "O")
                length = second.get("len", 0)
            if kind in ("ID", "IS") and not table and later and name in later and number <= len(later[name]):
                newer = later[name][number - 1]
                if newer[0] in ("ID", "IS") and newer[3]:
                    table = newer[3]
                    differ(version, "table", place, "-", "-", table, "neither source: as in the next version")
            if kind == "ID" and not table:
                differ(version, "type", place, "ID", "ID", "ST", "neither source names a table: read as text")
                kind = "ST"
            rows.append((kind, usage, length, table, words(label)))
        found[name] = rows
    return found


def usage_of(version, place, first, second):
    low = first[0] > 0
    if second is None:
        return "R" if low else "O"
    required = second["opt"] == 2
    if low != required:
        differ(version, "usage", place, "R" if low else "O", "R" if required else "O", "O", "the looser")
        return "O"
    return "R" if low else "O"


def repetition_of(version, place, first, second):
    ours = "*" if first[1] == -1 else str(first[1])
    if second is None:
        return ours
    theirs = "*" if second["rep"] == 0 else str(second["rep"])
    if (version, place) in TAKEN_REPETITION:
        taken, why = TAKEN_REPETITION[(version, place)]
    elif ours == theirs:
        return ours
    elif ours == "*" and theirs not in ("1", "*"):
        return theirs  # The first source does not count; the second does.
    else:
        taken, why = "*", "the looser"
    differ(version, "repetition", place, ours, theirs, taken, why)
    return taken


def segments_of(sources):
    version, found = sources.version, {}
    for name, (kind, fields) in sorted(sources.first.SEGMENTS.items()):
        if kind == "choice":
            continue
        theirs = (sources.second["segments"].get(name) or {}).get("fields") or []
        if not theirs:
            differ(version, "segment", name, len(fields), "-", len(fields), "the first source alone has it: no lengths")
        elif len(theirs) != len(fields):
            differ(version, "fields", name, len(fields), len(theirs), max(len(fields), len(theirs)), "the longer")
        rows = []
        for number, field in enumerate(fields, 1):
            place = f"{name}_{number}"
            kind, label, table = sources.first.FIELDS[field[0]][2:5]
            kind, table = type_name(kind), table_number(table)
            second = theirs[number - 1] if number <= len(theirs) else None
            usage = usage_of(version, place, field[2], second)
            repetition = repetition_of(version, place, field[2], second)
            length = second.get("len", 0) if second else 0
            if kind is None:
                differ(version, "usage", place, "X", second and second["datatype"], "X", "withdrawn or reserved")
                rows.append(("ST", "X", "1", 0, "", words(label or "reserved")))
                continue
            if second:
                their_type = type_name(second["datatype"])
                if their_type != kind:
                    taken, why = TAKEN_TYPE.get((version, place), (kind, "the first source"))
                    differ(version, "type", place, kind, their_type, taken, why)
                    kind = taken
                table = pick_table(version, place, table, second_table(second))
            if kind == "ID" and not table:
                differ(version, "type", place, "ID", "ID", "ST", "neither source names a table: read as text")
                kind = "ST"
            rows.append((kind, usage, repetition, length, table, words(label)))
        found[name] = rows
    for name in sorted(set(sources.second["segments"]) - set(sources.first.SEGMENTS)):
        if name in ("IAM",):
            differ(version, "segment", name, "-", "present", "absent", "added in a later version")
        else:
            differ(version, "segment", name, "-", "present", "absent", "the first source has no such segment")
    return found


def bracketed(inner, low, high):
    if high != 1:
        inner = "{" + inner + "}"
    return "[" + inner + "]" if low == 0 else inner


def written(element, prefix):
    """A segment or group in HL7's abstract syntax, groups named."""
    name, definition, (low, high), kind = element
    if kind == "SEG":
        return bracketed("*" if name == "ANYHL7SEGMENT" else name, low, high)
    order, children = definition
    inner = ("|" if order == "choice" else " ").join(written(child, prefix) for child in children)
    label = name[len(prefix) + 1 :] if name.startswith(prefix + "_") else name
    opening = f"<{label}:" + ("|" if order == "choice" else "")
    return bracketed(f"{opening}{inner}>", low, high)


def shape(elements):
    """What both sources say of a structure, names of groups apart."""
    found = []
    for name, definition, (low, high), kind in elements:
        most = 1 if high == 1 else 0
        if kind == "SEG":
            found.append((name, low, most))
        else:
            found.append((definition[0], shape(definition[1]), low, most))
    return tuple(found)


def second_shape(elements):
    found = []
    for element in elements:
        most = 1 if element["max"] == 1 else 0
        inner = element.get("compounds") or element.get("children")
        if inner:
            order = "choice" if element.get("compounds") else "sequence"
            found.append((order, second_shape(inner), element["min"], most))
        else:
            found.append((element["name"], element["min"], most))
    return tuple(found)


def flat(shaped):
    """The segments of a structure in order, for sources that nest the same thing otherwise."""
    found = []
    for part in shaped:
        found.extend(flat(part[1]) if part[0] in ("choice", "sequence") else [part[0]])
    return found


def structures_of(sources):
    version, found = sources.version, {}
    for name, (order, elements) in sorted(sources.first.MESSAGES.items()):
        if name in ("MFN_Znn", "QBP_Qnn", "RTB_Knn"):
            differ(version, "structure", name, "present", "-", "absent", "a pattern for structures, and none itself")
            continue
        kept = name
        if name == "ARD_A19":
            kept = "ADR_A19"
            differ(version, "structure", name, name, kept, kept, "a slip of the pen in the first source")
        text = " ".join(written(element, name) for element in elements)
        if order == "choice":
            raise SystemExit(f"{name} is a choice")
        found[kept] = text
        theirs = sources.second["messages"].get(kept)
        if theirs is None:
            differ(version, "structure", kept, "present", "-", "present", "the first source alone has it")
            continue
        ours, theirs = shape(elements), second_shape(theirs["segments"]["segments"])
        if ours != theirs:
            same = flat(ours) == flat(theirs)
            what = "the same segments, nested or repeated otherwise" if same else "other segments"
            differ(version, "structure", kept, len(flat(ours)), len(flat(theirs)), "first", what + ": the first source")
    return found


def events_of(sources, structures):
    """Which structure a message type and event has."""
    version, found = sources.version, {}
    listed = {}
    for structure, value in sources.tables["354"]["values"].items():
        for event in re.findall(r"[A-Z][A-Z0-9][0-9]", value):
            listed[structure[:3] + "^" + event] = structure
    shapes = {}
    for name, (_, elements) in sources.first.MESSAGES.items():
        shapes["ADR_A19" if name == "ARD_A19" else name] = shape(elements)
    for name in sorted(set(structures) | set(sources.second["messages"])):
        if not re.fullmatch(r"[A-Z]{3}_[A-Z0-9]{3}", name):
            continue
        event = name.replace("_", "^")
        table = listed.get(event)
        theirs = sources.second["messages"].get(name)
        if theirs is None or name in structures:
            # A structure of its own name, unless the event has moved to another by the same facts.
            found[event] = name
            continue
        theirs = second_shape(theirs["segments"]["segments"])
        same = [it for it in sorted(structures) if it[:3] == name[:3] and shapes[it] == theirs]
        alike = [it for it in sorted(structures) if it[:3] == name[:3] and flat(shapes[it]) == flat(theirs)]
        if table in structures and (table in same or table in alike or not (same or alike)):
            found[event] = table
            if table not in same:
                differ(version, "event", event, "-", name, table, "table 0354 names it; the second source nests otherwise")
        elif same or alike:
            found[event] = (same or alike)[0]
            if len(same or alike) > 1:
                differ(version, "event", event, "-", ",".join(same or alike), found[event], "the first that is the same")
        else:
            differ(version, "event", event, "-", name, "absent", "no structure of the first source is like it")
    for event, structure in sorted(listed.items()):
        if event not in found and structure in structures:
            found[event] = structure
    return found


def cleaned(codes):
    found = set()
    for code in codes:
        for part in code.split(",") if code == "L,M,N" else [code]:
            if re.fullmatch(r"[!-~]{1,30}", part) and part not in ("...", "<null>", "|", "^", "~", "&"):
                found.add(part)
    return sorted(found)


def tables_of(sources, types, segments, user_defined, fallback):
    version, found = sources.version, {}
    own = getattr(sources.first, "TABLES", None)
    own = {name[3:]: values[1] for name, values in (own or {}).items()}
    used = {}
    for owner, rows in list(types.items()) + list(segments.items()):
        for number, row in enumerate(rows, 1):
            table = row[3] if owner in types else row[4]
            if row[0] == "ID" and table:
                used.setdefault(table, f"{owner}_{number}")
    for table in sorted(used):
        if table in OPEN or table in user_defined:
            continue
        theirs = [code for code in (sources.tables.get(str(int(table))) or {}).get("values", {})]
        if table in own:
            codes = cleaned(own[table])
            extra = sorted(set(cleaned(theirs)) - set(codes))
            if table == "0125":
                added = [code for code in extra if code in types or code in PRIMITIVE]
                codes, extra = sorted(codes + added), sorted(set(extra) - set(added))
                differ(version, "codes", table, len(codes), "+" + ",".join(added), "both", "types that this version has")
            if extra:
                differ(version, "codes", table, len(codes), "+" + ",".join(extra), "first", "the second source is of all versions at once")
        elif fallback and table in fallback:
            codes = sorted(set(fallback[table]) | set(cleaned(theirs)))
            differ(version, "codes", table, "-", len(theirs), len(codes), "both sources of other versions together")
        else:
            codes = cleaned(theirs)
            if codes:
                differ(version, "codes", table, "-", len(codes), len(codes), "the second source alone has them")
        if codes:
            found[table] = codes
        else:
            differ(version, "codes", table, "-", "-", "none", f"neither source has codes for {used[table]}: not checkable")
    return found


def document(types, segments, structures, events, tables, user_defined):
    lines = []
    for name, rows in sorted(types.items()):
        parts = [f"{t},{u},{l or ''},{tb},{label}" for t, u, l, tb, label in rows]
        lines.append("T\t" + name + "\t" + ";".join(parts))
    for name, rows in sorted(segments.items()):
        parts = [f"{t},{u},{r},{l or ''},{tb},{label}" for t, u, r, l, tb, label in rows]
        lines.append("S\t" + name + "\t" + ";".join(parts))
    for name, text in sorted(structures.items()):
        lines.append(f"M\t{name}\t{text}")
    for event, name in sorted(events.items()):
        lines.append(f"E\t{event}\t{name}")
    for name, codes in sorted(tables.items()):
        lines.append(f"V\t{name}\t" + "\t".join(codes))
    lines.extend(f"O\t{name}" for name in sorted(set(OPEN) | (user_defined - set(tables))))
    return "\n".join(lines) + "\n"


def deflated(text):
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    return squeeze.compress(text.encode()) + squeeze.flush()


def main():
    dictionary = json.load(open(sys.argv[1]))
    all_sources = {version: Sources(version, dictionary) for version in VERSIONS}
    types, later = {}, None
    for version in reversed(VERSIONS):
        types[version] = types_of(all_sources[version], later)
        later = types[version]
    segments = {version: segments_of(all_sources[version]) for version in VERSIONS}
    user_defined = set()
    for version in VERSIONS[1:]:
        for owner, rows in list(types[version].items()) + list(segments[version].items()):
            for row in rows:
                table = row[3] if owner in types[version] else row[4]
                if row[0] == "IS" and table:
                    user_defined.add(table)
    tables, documents = {}, []
    for version in VERSIONS[1:] + VERSIONS[:1]:
        fallback = tables.get("2.3.1") if version == "2.3" else None
        tables[version] = tables_of(all_sources[version], types[version], segments[version], user_defined, fallback)
    for version in VERSIONS:
        sources = all_sources[version]
        structures = structures_of(sources)
        events = events_of(sources, structures)
        facts = (types[version], segments[version], structures, events, tables[version], user_defined)
        documents.append((version, document(*facts)))
    index, blocks = "", []
    for number, (version, text) in enumerate(documents):
        index += f"version\t{version}\t{number}\t0\t{len(text.encode())}\n"
        blocks.append(deflated(text))
    with open(sys.argv[2], "wb") as out:
        out.write(b"dcrpack1")
        for block in [deflated(index)] + blocks:
            out.write(struct.pack("<I", len(block)) + block)
    if len(sys.argv) > 4:
        for version, text in documents:
            open(f"{sys.argv[4]}/{version}.txt", "w").write(text)
    with open(sys.argv[3], "w") as out:
        out.write("version\tkind\tplace\thl7apy\thl7-dictionary\ttaken\twhy\n")
        for line in sorted(set(differences)):
            out.write("\t".join(line) + "\n")


main()
