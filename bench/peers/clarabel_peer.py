"""Clarabel called directly: the program of conic.py, set up once a scenario, the floor changed in place."""

import clarabel
import numpy as np
from scipy import sparse

from conic import STATUSES

# SciPy's BLAS, which otherwise the first solve would have to load
clarabel.force_load_blas_lapack()

CONES = {
    "nonnegative": clarabel.NonnegativeConeT,
    "second-order": clarabel.SecondOrderConeT,
    "semidefinite": clarabel.PSDTriangleConeT,
    "exponential": lambda _: clarabel.ExponentialConeT(),
}


class Problem:
    def __init__(self, program):
        settings = clarabel.DefaultSettings()
        settings.verbose = False
        settings.max_threads = 1
        # data cannot be changed in place with these
        settings.presolve_enable = settings.chordal_decomposition_enable = False
        # conic.py has scaled the data: answers come out better without more of it
        settings.equilibrate_enable = False
        # takes a third of the time, for answers that are little better
        settings.iterative_refinement_enable = False
        self.program = program
        n = len(program.cost)
        cones = [CONES[kind](order) for kind, order in program.cones]
        A = sparse.csc_matrix(program.A)
        self.solver = clarabel.DefaultSolver(
            sparse.csc_matrix((n, n)), program.cost, A, program.b, cones, settings
        )

    def solve(self, floor):
        self.solver.update(b=self.program.right_side(floor))
        solution = self.solver.solve()
        status = str(solution.status)
        return STATUSES.get(status, status), self.program.covariance(np.array(solution.x))
