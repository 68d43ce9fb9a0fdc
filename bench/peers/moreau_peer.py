"""moreau's batched solver on the processor: the program of conic.py, all floors of all scenarios in one call."""

import moreau
import numpy as np

from conic import KINDS, STATUSES


class Problem:
    """Programs of one shape; `solve` takes the floors of each."""

    def __init__(self, programs, floors):
        orders = {kind: [order for k, order in programs[0].cones if k == kind] for kind in KINDS}
        cones = moreau.Cones(
            num_nonneg_cones=len(orders["nonnegative"]),
            so_cone_dims=orders["second-order"],
            psd_dims=orders["semidefinite"],
            num_exp_cones=len(orders["exponential"]),
        )
        m, n = programs[0].A.shape
        # one pattern for all
        row, column = np.nonzero(np.any([program.A != 0 for program in programs], axis=0))
        self.solver = moreau.CompiledSolver(
            n=n,
            m=m,
            P_row_offsets=np.zeros(n + 1, int),
            P_col_indices=np.zeros(0, int),
            A_row_offsets=np.searchsorted(row, np.arange(m + 1)),
            A_col_indices=column,
            cones=cones,
            settings=moreau.Settings(
                device="cpu",
                solver="ipm",
                batch_size=sum(map(len, floors)),
                # conic.py has scaled the data
                ipm_settings=moreau.IPMSettings(equilibrate_enable=False),
            ),
        )
        self.each = [(program, floor) for program, own in zip(programs, floors) for floor in own]
        values = np.array([program.A[row, column] for program, _ in self.each])
        self.solver.setup(np.zeros((len(values), 0)), values)

    def solve(self):
        """Status and covariance of each floor."""
        costs = np.array([program.cost for program, _ in self.each])
        sides = np.array([program.right_side(floor) for program, floor in self.each])
        solution = self.solver.solve(costs, sides)
        return [
            (STATUSES.get(status.name, status.name), program.covariance(x))
            for (program, _), x, status in zip(self.each, solution.x, self.solver.info.status)
        ]
