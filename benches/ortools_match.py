"""Solves an instance of `huoshui match` with OR-tools' SimpleMinCostFlow, a solver that others wrote.

`ortools_match.py totals FILE.json …` prints the three totals of each instance as one JSON list: what `make solver-test` compares
the program with. Which pairs are allowed is read here from the rules of docs/decisions/0006-matching.md, not from the program.

`ortools_match.py prepare FILE.json FILE.npz`, then `ortools_match.py solve FILE.npz` is the figure that `benches/run match` stands
beside: neither time nor memory of reading JSON is counted. `solve` prints one JSON object: the totals, the milliseconds that
building the graph and solving took, those of the processor, and the peak of memory in KiB.

Needs ortools and numpy (`scripts/known-solver`). The lexicographic objective is one number, as OR-tools' costs are:
A·(1 + urgency) + B − cost, with B above any total of costs along a path.
"""

import json
import resource
import sys
import time

import numpy as np
from ortools.graph.python import min_cost_flow


def division(code):
    """A code without its trailing groups of three zeros, which is how the codes of its parts begin."""
    while code.endswith("000"):
        code = code[:-3]
    return code


def allowed(instance):
    """The pairs that the rules allow, with the cost of bringing a kg."""
    ids = {s["id"] for s in instance["supplies"]}
    ways = {(t["from"], t["to"]): t["fen_per_kg"] for t in instance.get("transport") or []}
    wanted = {}
    for d in instance["demands"]:
        wanted.setdefault(d["product"], []).append(d)
    for s in instance["supplies"]:
        floor, whose = s.get("floor_fen_per_kg"), set(s.get("sellers") or [])
        for d in wanted.get(s["product"], []):
            most, to, named = d.get("max_fen_per_kg"), d.get("directed_to"), d.get("sellers")
            fen = 0 if s["place"] == d["place"] else ways.get((s["place"], d["place"]))
            # Days are written so that their text is in their order.
            if fen is None or s["from"] > d["to"] or d["from"] > s["to"]:
                continue
            if floor is not None and most is not None and floor > most:
                continue
            if to is not None and not (s["id"] == to if to in ids else s["place"].startswith(division(to))):
                continue
            if named and not whose.intersection(named):
                continue
            yield {"supply": s["id"], "demand": d["id"], "fen_per_kg": fen}


def columns(path):
    """The instance as arrays; nothing of the text is kept."""
    with open(path, encoding="utf-8") as file:
        instance = json.load(file)
    if instance.get("pairs") is None:
        instance["pairs"] = list(allowed(instance))
    supply = {s["id"]: i for i, s in enumerate(instance["supplies"])}
    demand = {d["id"]: i for i, d in enumerate(instance["demands"])}
    supply_kg = np.array([s["kg"] for s in instance["supplies"]], dtype=np.int64)
    demand_kg = np.array([d["kg"] for d in instance["demands"]], dtype=np.int64)
    urgency = np.array([s.get("urgency") or 0 for s in instance["supplies"]], dtype=np.int64)
    tail = np.array([supply[p["supply"]] for p in instance["pairs"]], dtype=np.int32)
    head = np.array([demand[p["demand"]] for p in instance["pairs"]], dtype=np.int32)
    fen = np.array([p["fen_per_kg"] for p in instance["pairs"]], dtype=np.int64)
    most = np.minimum(supply_kg[tail], demand_kg[head])
    own = [p.get("max_kg") for p in instance["pairs"]]
    ceiling = np.minimum(most, np.array([2**62 if c is None else c for c in own], dtype=np.int64))
    return supply_kg, demand_kg, urgency, tail, head, fen, ceiling


def solve(supply_kg, demand_kg, urgency, tail, head, fen, ceiling):
    """Pairs, a way from every supply to a root, and one from the root to every demand."""
    supplies, demands = len(supply_kg), len(demand_kg)
    root = supplies + demands
    b = int(fen.max(initial=0)) * (root + 2) + 1
    worth = 2 * b * (1 + urgency[tail]) + b - fen
    flow = min_cost_flow.SimpleMinCostFlow()
    pairs = flow.add_arcs_with_capacity_and_unit_cost(tail, head + np.int32(supplies), ceiling, -worth)
    side = np.arange(supplies, dtype=np.int32)
    flow.add_arcs_with_capacity_and_unit_cost(side, np.full(supplies, root, np.int32), supply_kg, np.zeros(supplies, np.int64))
    side = np.arange(supplies, root, dtype=np.int32)
    flow.add_arcs_with_capacity_and_unit_cost(np.full(demands, root, np.int32), side, demand_kg, np.zeros(demands, np.int64))
    given = np.concatenate([supply_kg, -demand_kg, [demand_kg.sum() - supply_kg.sum()]])
    flow.set_nodes_supplies(np.arange(root + 1, dtype=np.int32), given)
    status = flow.solve()
    if status != flow.OPTIMAL:
        sys.exit(f"not solved: {status}")
    kg = flow.flows(pairs)
    return int(kg.sum()), int((kg * (1 + urgency[tail])).sum()), int((kg * fen).sum())


def main():
    if sys.argv[1] == "totals":
        found = [(columns(file), file) for file in sys.argv[2:]]
        rows = [(solve(*data), len(data[3]), file) for data, file in found]
        print(json.dumps([
            {"file": file, "pairs": pairs, "matched_kg": matched, "urgency_kg": urgent, "transport_fen": transport}
            for (matched, urgent, transport), pairs, file in rows
        ]))
        return
    if sys.argv[1] == "prepare":
        np.savez(sys.argv[3], *columns(sys.argv[2]))
        return
    with np.load(sys.argv[2]) as arrays:
        data = [arrays[name] for name in arrays.files]
    began = time.perf_counter(), time.process_time()
    matched, urgent, transport = solve(*data)
    print(json.dumps({
        "matched_kg": matched, "urgency_kg": urgent, "transport_fen": transport,
        "solve_ms": round((time.perf_counter() - began[0]) * 1000),
        "processor_ms": round((time.process_time() - began[1]) * 1000),
        "peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }))


main()
