"""Reads problems as JSON lines from standard input, solves each floor with each peer, writes answers as JSON lines.

Powers are in units of P0, rates in nats of log det, the objective 1 at R = I/M. Times are processor times.
"""

import json
import sys
import time
import warnings

import numpy as np

import cvxopt_peer
import cvxpy_peer

warnings.filterwarnings("ignore")


class Data:
    def __init__(self, problem):
        self.transmit = np.array(problem["transmit"]["re"]) + 1j * np.array(problem["transmit"]["im"])
        self.receive_unit = np.array(problem["receive"]["re"]) + 1j * np.array(problem["receive"]["im"])
        self.weight = np.array(problem["weight"])
        self.kappa = np.array(problem["kappa"])
        B = self.receive_unit * self.weight[:, None]
        self.gram = B.conj() @ B.T  # w_i w_j a_r,i^H a_r,j


def positive(R):
    """The nearest positive semidefinite matrix of power at most 1, for a solver stops a little outside."""
    values, vectors = np.linalg.eigh((R + R.conj().T) / 2)
    R = (vectors * np.maximum(values, 0)) @ vectors.conj().T
    return R / max(1.0, np.trace(R).real)


def answers(peer, make, floors):
    started = time.process_time()
    try:
        problem = make()
    except Exception as error:  # a peer that cannot state the problem is a result, not a crash
        yield {"peer": peer, "status": f"failed: {error!r}"[:100], "seconds": None}
        return
    compiled = time.process_time() - started
    for k, floor in enumerate(floors):
        started = time.process_time()
        try:
            status, R = problem.solve(floor)
        except (ArithmeticError, ValueError, np.linalg.LinAlgError) as error:
            status, R = f"failed: {error!r}"[:100], None
        seconds = time.process_time() - started
        answer = {"peer": peer, "floor": k, "status": status, "seconds": seconds, "compile": compiled}
        if R is not None and np.all(np.isfinite(R)):
            R = positive(R)
            answer["covariance"] = {"re": R.real.tolist(), "im": R.imag.tolist()}
        yield answer


def compiled(data, solver):
    problem = cvxpy_peer.Problem(data, solver)
    problem.compile()
    return problem


for line in sys.stdin:
    given = json.loads(line)
    data = Data(given)
    peers = {
        "CVXOPT": lambda: cvxopt_peer.Problem(data),
        "CVXPY + Clarabel": lambda: compiled(data, "CLARABEL"),
        "CVXPY + SCS": lambda: compiled(data, "SCS"),
    }
    for peer, make in peers.items():
        # SCS takes tens of seconds a point: the first floor has to do
        floors = given["floors"][:1] if peer.endswith("SCS") else given["floors"]
        for answer in answers(peer, make, floors):
            print(json.dumps({"scenario": given["scenario"], **answer}), flush=True)
