"""Reads problems as JSON lines from standard input, solves each floor with each peer, writes answers as JSON lines.

Powers are in units of P0, rates in nats of log det, the objective 1 at R = I/M. Times are processor times.
"""

import json
import sys
import time
import warnings

import numpy as np

import clarabel_peer
import conic
import cvxopt_peer
import cvxpy_peer
import moreau_peer

warnings.filterwarnings("ignore")


class Data:
    def __init__(self, problem):
        self.scenario, self.kind, self.fidelity = problem["scenario"], problem["kind"], problem["fidelity"]
        self.floors = problem["floors"]
        self.transmit = complex_array(problem["transmit"])
        self.receive_unit = complex_array(problem["receive"])
        self.weight = np.array(problem["weight"])
        self.kappa = np.array(problem["kappa"])
        B = self.receive_unit * self.weight[:, None]
        self.gram = B.conj() @ B.T  # w_i w_j a_r,i^H a_r,j
        self.fisher, self.parameters = complex_array(problem["fisher"]), problem["parameters"]


def complex_array(planes):
    return np.array(planes["re"]) + 1j * np.array(planes["im"])


def positive(R):
    """The nearest positive semidefinite matrix of power at most 1, for a solver stops a little outside."""
    values, vectors = np.linalg.eigh((R + R.conj().T) / 2)
    R = (vectors * np.maximum(values, 0)) @ vectors.conj().T
    return R / max(1.0, np.trace(R).real)


def judged(status, R):
    """What an answer says of its status and covariance."""
    if R is None or not np.all(np.isfinite(R)):
        return {"status": status}
    R = positive(R)
    return {"status": status, "covariance": {"re": R.real.tolist(), "im": R.imag.tolist()}}


def answers(peer, make, floors):
    started = time.process_time()
    try:
        problem = make()
    except Exception as error:  # a peer that cannot state the problem is a result, not a crash
        yield {"peer": peer, "floor": 0, "status": f"failed: {error!r}"[:100], "seconds": None}
        return
    compiled = time.process_time() - started
    for k, floor in enumerate(floors):
        started = time.process_time()
        try:
            status, R = problem.solve(floor)
        except (ArithmeticError, ValueError, np.linalg.LinAlgError) as error:
            status, R = f"failed: {error!r}"[:100], None
        seconds = time.process_time() - started
        yield {"peer": peer, "floor": k, "seconds": seconds, "compile": compiled, **judged(status, R)}


def compiled(data, solver):
    problem = cvxpy_peer.Problem(data, solver)
    problem.compile()
    return problem


def batched(scenarios):
    """All floors of all scenarios of a kind at once; times are shares."""
    started = time.process_time()
    programs = [PROGRAMS[data.fidelity](data) for data in scenarios]
    problem = moreau_peer.Problem(programs, [data.floors for data in scenarios])
    compiled = (time.process_time() - started) / len(scenarios)
    started = time.process_time()
    solved = problem.solve()
    seconds = (time.process_time() - started) / len(solved)
    places = [(data.scenario, k) for data in scenarios for k in range(len(data.floors))]
    for (scenario, k), (status, R) in zip(places, solved):
        answer = {"peer": "moreau, a batch", "floor": k, "seconds": seconds, "compile": compiled}
        yield {"scenario": scenario, **answer, **judged(status, R)}


PROGRAMS = {"printed": conic.printed, "coupled": conic.coupled}


def peers(data):
    yield "Clarabel", lambda: clarabel_peer.Problem(PROGRAMS[data.fidelity](data)), data.floors
    if data.fidelity == "printed":
        yield "CVXOPT", lambda: cvxopt_peer.Problem(data), data.floors
        yield "CVXPY + Clarabel", lambda: compiled(data, "CLARABEL"), data.floors
        # takes seconds a point: the first floor has to do
        yield "CVXPY + SCS", lambda: compiled(data, "SCS"), data.floors[:1]


def main():
    problems = [Data(json.loads(line)) for line in sys.stdin]
    for data in problems:
        for peer, make, floors in peers(data):
            for answer in answers(peer, make, floors):
                print(json.dumps({"scenario": data.scenario, **answer}), flush=True)
    for kind in dict.fromkeys(data.kind for data in problems):
        for answer in batched([data for data in problems if data.kind == kind]):
            print(json.dumps(answer), flush=True)


main()
