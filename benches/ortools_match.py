"""Solves an instance of `huoshui match` with OR-tools' SimpleMinCostFlow: the figure that `benches/run match` stands beside.

Usage: `ortools_match.py prepare FILE.json FILE.npz`, then `ortools_match.py solve FILE.npz`, so that neither time nor memory of
reading JSON is counted. `solve` prints one JSON object: the three totals, the milliseconds that building the graph and solving
took, those of the processor, and the peak of memory in KiB. Needs `pip install ortools numpy`. The lexicographic objective is one number, as
OR-tools' costs are: A·(1 + urgency) + B − cost, with B above any total of costs along a path.
"""

import json
import resource
import sys
import time

import numpy as np
from ortools.graph.python import min_cost_flow


def columns(path):
    """The instance as arrays; nothing of the text is kept."""
    with open(path, encoding="utf-8") as file:
        instance = json.load(file)
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
