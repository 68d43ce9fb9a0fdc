"""The problem as a CVXPY user writes it: a Hermitian variable, log_det, and the floor as a parameter."""

import cvxpy as cp
import numpy as np


class Problem:
    def __init__(self, data, solver):
        A, gram = data.transmit, data.gram
        L, M = A.shape
        self.solver = solver
        self.R = cp.Variable((M, M), hermitian=True)
        self.floor = cp.Parameter()
        powers = cp.hstack([cp.real(A[l] @ self.R @ A[l].conj()) for l in range(L)])
        # F_ij = gram_ij a_j^T R a_i^*. Rows and columns of I + F scaled to the order of 1, without which the solvers
        # miss by a factor of two: log det(D (I + F) D) = log det(I + F) + 2 log det D.
        d = 1 / np.sqrt(1 + np.diag(gram).real)
        self.shift = 2 * np.sum(np.log(d))
        scaled = np.diag(d**2) + cp.multiply(d[:, None] * gram * d, (A @ self.R @ A.conj().T).T)
        self.problem = cp.Problem(
            cp.Minimize(cp.sum(cp.multiply(data.kappa, cp.inv_pos(powers)))),
            [self.R >> 0, cp.real(cp.trace(self.R)) <= 1, cp.log_det(scaled) >= self.floor],
        )

    def compile(self):
        self.floor.value = 0.0
        self.problem.get_problem_data(self.solver)

    def solve(self, floor):
        self.floor.value = floor + self.shift
        try:
            self.problem.solve(solver=self.solver)
        except cp.error.SolverError as error:
            return f"failed: {str(error).splitlines()[0][:60]}", None
        return self.problem.status, self.R.value
