"""Writes `tests/validation/hl7v2_structures.tsv`: orders of segments, and whether each is allowed.

    pip install hl7apy==1.3.5                       # MIT
    python3 structures.py ../../../../tests/validation/hl7v2_structures.tsv

Two judges, neither of them this project's: `language` reads the structure that hl7apy carries as a
regular expression over the names of segments, which decides it exactly; `hl7apy` is what the
package's own parser and validator say of counts (what is missing, and what is there too often). The
package puts segments into groups wherever they fit and does not judge their order, so it speaks
only of orders with one segment left out or doubled, and its silence means nothing.

For each structure: walks through it that are allowed, and of each some changes of one segment.
The order of draws is fixed, so the same package gives the same file.
"""

import importlib
import os
import random
import re
import sys
import tempfile

from hl7apy.consts import VALIDATION_LEVEL
from hl7apy.parser import parse_message
from hl7apy.validation import Validator

VERSIONS = ["2.3", "2.3.1", "2.4", "2.5", "2.5.1"]
STRUCTURES = [
    "ADT_A01", "ADT_A02", "ADT_A03", "ADT_A05", "ADT_A06", "ADT_A09", "ADT_A30", "ADT_A39", "ORU_R01", "ORM_O01",
    "OML_O21", "MDM_T02", "SIU_S12", "REF_I12", "DFT_P03", "BAR_P01", "VXU_V04", "PPR_PC1", "RDE_O11", "ORR_O02",
]


def pattern(element):
    """A structure as a regular expression over names of segments, each followed by a space."""
    name, definition, (low, high), kind = element
    if kind == "SEG":
        inner = "(?:[A-Z0-9]{3} )" if name == "ANYHL7SEGMENT" else f"(?:{name} )"
    else:
        order, children = definition
        inner = "(?:" + ("|" if order == "choice" else "").join(pattern(child) for child in children) + ")"
    count = {(0, 1): "?", (1, 1): "", (0, -1): "*", (1, -1): "+"}[(low, high)]
    return inner + count


def walk(element, draw, found, depth=0):
    name, definition, (low, high), kind = element
    times = 1 if low else draw.choice([0, 0, 1])
    if high == -1 and times and draw.random() < 0.3:
        times = 2
    for _ in range(times):
        if kind == "SEG":
            found.append("NTE" if name == "ANYHL7SEGMENT" else name)
        else:
            order, children = definition
            for child in [draw.choice(children)] if order == "choice" else children:
                walk(child, draw, found, depth + 1)


def changes(names, draw, known):
    place = draw.randrange(1, len(names))
    yield "left out", names[:place] + names[place + 1 :]
    place = draw.randrange(1, len(names))
    yield "doubled", names[: place + 1] + names[place:]
    if len(names) > 2:
        place = draw.randrange(1, len(names) - 1)
        yield "swapped", names[:place] + [names[place + 1], names[place]] + names[place + 2 :]
    place = draw.randrange(1, len(names) + 1)
    yield "put in", names[:place] + [draw.choice(known)] + names[place:]


def counted(version, structure, names):
    """What the package says of counts; none where it says nothing."""
    head = f"MSH|^~\\&|A|B|C|D|20260101||{structure[:3]}^{structure[4:]}^{structure}|1|P|{version}"
    text = "\r".join([head] + [name + "|1" for name in names[1:]]) + "\r"
    with tempfile.TemporaryDirectory() as folder:
        report = os.path.join(folder, "report")
        try:
            message = parse_message(text, find_groups=True, validation_level=VALIDATION_LEVEL.TOLERANT)
            Validator.validate(message, report_file=report)
        except Exception:  # The report has it; what the parser itself cannot read is no judgement.
            pass
        if not os.path.exists(report):
            return "-"
        lines = open(report).read()
    groups = re.findall(r"(?:Missing required child|Child limit exceeded) ([A-Z0-9_.]+)", lines)
    return "no" if any(re.fullmatch(r"[A-Z]{3}(_[A-Z0-9_]+)?\.[A-Z0-9_]+", it) and not re.search(r"_\d+$", it) for it in groups) else "-"


def main():
    lines = []
    for version in VERSIONS:
        package = importlib.import_module("hl7apy.v" + version.replace(".", "_"))
        for structure in STRUCTURES:
            if structure not in package.MESSAGES:
                continue
            draw = random.Random(f"{version} {structure}")
            elements = package.MESSAGES[structure][1]
            language = re.compile("".join(pattern(element) for element in elements))
            known = sorted({name for name in re.findall(r"[A-Z][A-Z0-9]{2}", language.pattern)} - {"MSH"})
            seen = set()
            for _ in range(4):
                names = []
                for element in elements:
                    walk(element, draw, names)
                if not 2 <= len(names) <= 40:
                    continue
                for change, changed in [("none", names)] + list(changes(names, draw, known)):
                    key = " ".join(changed)
                    if key in seen:
                        continue
                    seen.add(key)
                    allowed = "yes" if language.fullmatch(key + " ") else "no"
                    said = counted(version, structure, changed) if change in ("left out", "doubled", "none") else "-"
                    lines.append(f"{version}\t{structure}\t{change}\t{key}\t{allowed}\t{said}")
    with open(sys.argv[1], "w") as out:
        out.write("version\tstructure\tchange\tsegments\tlanguage\thl7apy\n")
        out.write("\n".join(lines) + "\n")


main()
