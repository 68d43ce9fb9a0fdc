"""The problem as a conic program by hand: min cost·x s.t. b - A x in cones, as small as it gets.

Affine expressions are arrays whose last axis holds a constant and the coefficients of the unknowns x. The determinant
goes by halves: for Hermitian X = [[P, Q], [Q^H, T]],

    log det X = max log det P + log det S  s.t.  [[P, Q], [Q^H, T - S]] >= 0,

and so on with P and S, down to single numbers. Nine devices take 31 unknowns and cones of order 9, 5, 4 and less that
way; the usual form, [[X, Z], [Z^T, Diag Z]] >= 0 with Z triangular, takes 45 and one cone of order 18.
"""

from dataclasses import dataclass
from typing import Callable

import numpy as np

from centred import centred, to_antennas

KINDS = ["nonnegative", "second-order", "semidefinite", "exponential"]


# by the names that CVXPY has for them
STATUSES = {"Solved": "optimal", "AlmostSolved": "optimal_inaccurate"}


@dataclass
class Program:
    """`cones` has a kind and the order of the matrix, or the number of rows, for each; kinds in the order of KINDS."""

    A: np.ndarray
    b: np.ndarray
    cost: np.ndarray
    cones: list
    # where the floor stands alone: b[0] = rate_shift - floor
    rate_shift: float
    covariance: Callable

    def right_side(self, floor):
        b = self.b.copy()
        b[0] = self.rate_shift - floor
        return b


class Expressions:
    """Unknowns, and rows of cones in terms of them."""

    def __init__(self, unknowns):
        self.width = 1 + unknowns
        self.used = 1
        self.rows = {kind: [] for kind in KINDS}

    def constant(self, value):
        out = np.zeros(self.width)
        out[0] = value
        return out

    def unknowns(self, count):
        out = np.zeros((count, self.width))
        out[np.arange(count), self.used + np.arange(count)] = 1
        self.used += count
        return out

    def matrix(self, size, hermitian):
        """Of new unknowns, the off-diagonal ones times sqrt 2, as cones have them."""
        i, j = upper(size)
        X = np.zeros((size, size, self.width), complex if hermitian else float)
        X[i, j] = X[j, i] = self.unknowns(len(i)) * np.where(i == j, 1, np.sqrt(0.5))[:, None]
        if hermitian:
            i, j = np.triu_indices(size, 1)
            imaginary = 1j * np.sqrt(0.5) * self.unknowns(len(i))
            X[i, j] += imaginary
            X[j, i] -= imaginary
        return X

    def nonnegative(self, row):
        self.rows["nonnegative"].append((1, row[None]))

    def inverse(self, t, q):
        """t >= 1/q > 0"""
        self.rows["second-order"].append((3, np.stack([t + q, t - q, self.constant(2)])))

    def semidefinite(self, X):
        if np.iscomplexobj(X):
            X = np.concatenate([np.concatenate([X.real, -X.imag], 1), np.concatenate([X.imag, X.real], 1)])
        i, j = upper(len(X))
        self.rows["semidefinite"].append((len(X), X[i, j] * np.where(i == j, 1, np.sqrt(2))[:, None]))

    def logarithm(self, e, x):
        """e <= log x"""
        self.rows["exponential"].append((3, np.stack([e, self.constant(1), x])))

    def log_det(self, X):
        """An expression that log det X reaches."""
        if len(X) == 1:
            (e,) = self.unknowns(1)
            self.logarithm(e, X[0, 0].real)
            return e
        half = len(X) // 2
        S = self.matrix(len(X) - half, np.iscomplexobj(X))
        rest = X.copy()
        rest[half:, half:] -= S
        self.semidefinite(rest)
        return self.log_det(X[:half, :half]) + self.log_det(S)

    def program(self, cost, rate_shift, covariance):
        parts = [part for kind in KINDS for part in self.rows[kind]]
        G = np.vstack([rows for _, rows in parts])
        cones = [(kind, order) for kind in KINDS for order, _ in self.rows[kind]]
        return Program(-G[:, 1:], G[:, 0], cost[1:], cones, rate_shift, covariance)


def upper(size):
    """The upper triangle column by column."""
    j, i = np.tril_indices(size)
    return i, j


def matrix_unknowns(size, hermitian):
    return size**2 if hermitian else size * (size + 1) // 2


def log_det_unknowns(size, hermitian):
    if size == 1:
        return 1
    half = size // 2
    rest = size - half
    own = matrix_unknowns(rest, hermitian)
    return own + log_det_unknowns(half, hermitian) + log_det_unknowns(rest, hermitian)


def design(expressions, C, gram):
    """R with its power and its floor; P_ij = c_j R c_i^H; and the rate that the scaling takes away."""
    M = C.shape[1]
    R = expressions.matrix(M, np.iscomplexobj(C))
    P = np.tensordot(C.conj(), np.tensordot(C, R, 1), (1, 1))
    # I + F scaled to the order of 1 on both sides, as in cvxpy_peer
    d = 1 / np.sqrt(1 + np.diag(gram).real)
    X = (d[:, None] * gram * d)[:, :, None] * P
    X[:, :, 0] += np.diag(d**2)
    expressions.nonnegative(expressions.log_det(X))  # the first row: the floor goes there
    expressions.nonnegative(expressions.constant(1) - np.trace(R).real)
    expressions.semidefinite(R)
    return R, P, -2 * np.sum(np.log(d))


def value(expression, x):
    return expression[..., 0] + expression[..., 1:] @ x


def printed(data):
    """sum kappa_l t_l, t_l >= 1/q_l, in the real reduction."""
    C, B = centred(data.transmit), centred(data.receive_unit) * data.weight[:, None]
    L, M = C.shape
    expressions = Expressions(matrix_unknowns(M, False) + log_det_unknowns(L, False) + L)
    R, P, shift = design(expressions, C, B @ B.T)
    t = expressions.unknowns(L)
    for l in range(L):
        expressions.inverse(t[l], P[l, l])
    return expressions.program(data.kappa @ t, shift, lambda x: to_antennas(value(R, x)))


def coupled(data):
    """tr W with [[W, I], [I, T]] >= 0 and T <= J's Schur complement for the directions; complex, as phases between
    devices matter. Delays in seconds are 1e-11 of the objective, so that the directions are all of it."""
    A, p = data.transmit, data.parameters
    L, M = A.shape
    at_start = np.diag(data.fisher).real  # J of R = I/M, as |c_l|^2 = M
    expressions = Expressions(
        matrix_unknowns(M, True) + log_det_unknowns(L, True) + 2 * matrix_unknowns(L, False)
    )
    R, P, shift = design(expressions, A, data.gram)
    # J_ab = Re{fisher_ab c_q R c_p^H}, all delays and then all directions, scaled to unit diagonal at the start
    d = 1 / np.sqrt(at_start)
    J = ((d[:, None] * data.fisher * d)[:, :, None] * P[np.ix_(p, p)]).real
    T, W = expressions.matrix(L, False), expressions.matrix(L, False)
    J[L:, L:] -= T
    expressions.semidefinite(J)
    one = np.zeros_like(T)
    one[:, :, 0] = np.eye(L)
    expressions.semidefinite(np.concatenate([np.concatenate([W, one], 1), np.concatenate([one, T], 1)]))
    share = 1 / at_start[L:]
    cost = (share / share.sum()) @ np.diagonal(W).T
    return expressions.program(cost, shift, lambda x: value(R, x))
