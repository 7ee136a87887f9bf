# SPDX-FileCopyrightText: The Proxy Triage developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""validate.py SCHEMA JSON: exit 0 valid, 1 not valid (the faults on stdout), 4 python3-jsonschema is missing."""
import json
import sys

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is not installed")
    sys.exit(4)

with open(sys.argv[1], encoding="utf-8") as schema_file:
    schema = json.load(schema_file)
with open(sys.argv[2], encoding="utf-8") as json_file:
    value = json.load(json_file)
jsonschema.Draft202012Validator.check_schema(schema)
faults = sorted(jsonschema.Draft202012Validator(schema).iter_errors(value), key=lambda fault: list(fault.path))
for fault in faults[:10]:
    print("/".join(str(step) for step in fault.path), ":", fault.message[:300])
sys.exit(1 if faults else 0)
