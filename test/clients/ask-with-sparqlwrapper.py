"""Asks an endpoint through SPARQLWrapper in every result format and both methods; prints what it understood as JSON."""
import csv
import io
import json
import sys
import types

import rdflib

# rdflib has read JSON-LD by itself since version 6; SPARQLWrapper 1.8 asks for it only where the package that did so before is found.
sys.modules.setdefault("rdflib_jsonld", types.ModuleType("rdflib_jsonld"))
import SPARQLWrapper as sw

endpoint, queries = sys.argv[1], json.loads(sys.argv[2])


def ask(query, result_format, method):
    wrapper = sw.SPARQLWrapper(endpoint)
    wrapper.setQuery(query)
    wrapper.setReturnFormat(result_format)
    wrapper.setMethod(sw.POST if method != "GET" else sw.GET)
    if method == "POST directly":
        wrapper.setRequestMethod(sw.POSTDIRECTLY)
    return wrapper.queryAndConvert()


def label(value, language):
    return f"{value}@{language}"


def from_json(answer):
    return [label(row["label"]["value"], row["label"]["xml:lang"]) for row in answer["results"]["bindings"]]


def from_xml(answer):
    return [label(node.firstChild.data, node.getAttribute("xml:lang")) for node in answer.getElementsByTagName("literal")]


def from_csv(answer):
    return [row["label"] for row in csv.DictReader(io.StringIO(answer.decode("utf-8")))]


def from_tsv(answer):
    terms = [rdflib.util.from_n3(line) for line in answer.decode("utf-8").splitlines()[1:]]
    return [label(str(term), term.language) for term in terms]


def triples(answer):
    graph = answer if isinstance(answer, rdflib.Graph) else rdflib.Graph().parse(data=answer, format="turtle")
    return sorted(line for line in graph.serialize(format="nt11").split("\n") if line)


SELECT = {"JSON": (sw.JSON, from_json), "XML": (sw.XML, from_xml), "CSV": (sw.CSV, from_csv), "TSV": (sw.TSV, from_tsv)}
ASK = {"JSON": (sw.JSON, lambda a: a["boolean"]), "XML": (sw.XML, lambda a: a.getElementsByTagName("boolean")[0].firstChild.data == "true")}
GRAPH = {"RDFXML": sw.RDFXML, "XML": sw.XML, "TURTLE": sw.TURTLE, "N3": sw.N3, "JSONLD": sw.JSONLD}
METHODS = ("GET", "POST", "POST directly")

seen = {}
for method in METHODS:
    for name, (result_format, read) in SELECT.items():
        seen[f"SELECT {name} {method}"] = sorted(read(ask(queries["select"], result_format, method)))
    for name, (result_format, read) in ASK.items():
        seen[f"ASK {name} {method}"] = read(ask(queries["ask"], result_format, method))
    for form in ("construct", "describe"):
        for name, result_format in GRAPH.items():
            seen[f"{form.upper()} {name} {method}"] = triples(ask(queries[form], result_format, method))
json.dump(seen, sys.stdout)
