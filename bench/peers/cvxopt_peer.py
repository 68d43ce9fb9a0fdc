"""CVXOPT's nonlinear cone program, with derivatives by hand, over the real reduction.

Unknown: x, the lower triangle of the real symmetric R (n = M(M+1)/2), power 1.

    minimise  sum kappa_l / q_l   s.t.  floor - log det(I + F(R)) <= 0,  tr R <= 1,  R >= 0.

q_l = c_l^T R c_l and F = S o (C R C^T) are linear in x, with C and S real after moving phases to the arrays' centres.
"""

import numpy as np
from cvxopt import matrix, solvers

from centred import centred, to_antennas

solvers.options["show_progress"] = False


class Problem:
    def __init__(self, data):
        C, B = centred(data.transmit), centred(data.receive_unit) * data.weight[:, None]
        L, M = C.shape
        self.M, self.kappa, self.C = M, data.kappa, C
        self.rows, self.columns = np.tril_indices(M)
        i, j = self.rows, self.columns
        pair = np.where(i == j, 1.0, 2.0)
        self.Q = C[:, i] * C[:, j] * pair  # q = Q x
        # F_k = S o (c_i c_j^T + c_j c_i^T), as an n x L x L array
        outer = C.T[i][:, :, None] * C.T[j][:, None, :]
        both = np.where(i == j, 0.5, 1.0)[:, None, None] * (outer + outer.transpose(0, 2, 1))
        self.F = both * (B @ B.T)[None]
        n = len(i)
        # cone: 1 - tr R >= 0, then R >= 0 column by column
        G = np.zeros((1 + M * M, n))
        G[0, i == j] = 1
        for k in range(n):
            G[1 + i[k] * M + j[k], k] = G[1 + j[k] * M + i[k], k] = -1
        self.G = matrix(G)
        self.h = matrix(np.concatenate([[1.0], np.zeros(M * M)]))
        self.start = matrix(np.where(i == j, 1 / M, 0.0))

    def solve(self, floor):
        n, L = len(self.rows), len(self.kappa)
        # one extra variable t carries the nonlinear objective only inside solvers.cp, which does so by itself
        def F(x=None, z=None):
            if x is None:
                return 1, self.start
            x = np.array(x).ravel()
            q = self.Q @ x
            N = np.eye(L) + np.tensordot(x, self.F, 1)
            try:
                K = np.linalg.cholesky(N)
            except np.linalg.LinAlgError:
                return None
            if q.min() <= 0:
                return None
            values = np.array([np.sum(self.kappa / q), floor - 2 * np.sum(np.log(np.diag(K)))])
            Ki = np.linalg.inv(K)
            W = Ki @ self.F @ Ki.T  # n x L x L: K^-1 F_k K^-T
            gradient = np.vstack([-(self.kappa / q**2) @ self.Q, -np.trace(W, axis1=1, axis2=2)])
            if z is None:
                return matrix(values), matrix(gradient)
            z = np.array(z).ravel()
            W = W.reshape(n, L * L)
            hessian = z[0] * (self.Q.T * (2 * self.kappa / q**3)) @ self.Q + z[1] * (W @ W.T)
            return matrix(values), matrix(gradient), matrix(hessian)

        answer = solvers.cp(F, self.G, self.h, {"l": 1, "q": [], "s": [self.M]})
        R = np.zeros((self.M, self.M))
        x = np.array(answer["x"]).ravel()
        R[self.rows, self.columns] = R[self.columns, self.rows] = x
        return answer["status"], to_antennas(R)
