"""The real reduction of arrays that are symmetric about their centre."""

import numpy as np


def centred(A):
    """Rows of steering vectors, made real: phases at the centre, then cosine and sine parts."""
    A = A * np.exp(-0.5j * np.angle(A[:, -1:]))
    half = A.shape[1] // 2
    middle = A.real[:, half : half + A.shape[1] % 2]
    return np.hstack([np.sqrt(2) * A.real[:, :half], middle, np.sqrt(2) * A.imag[:, :half]])


def to_antennas(R):
    """Back from the real basis; the transposed map, conjugated, as q = a^T R a^*."""
    M, half = len(R), len(R) // 2
    U = np.zeros((M, M), complex)
    for m in range(half):
        U[m, m] = U[M - 1 - m, m] = np.sqrt(0.5)
        U[m, M - half + m], U[M - 1 - m, M - half + m] = 1j * np.sqrt(0.5), -1j * np.sqrt(0.5)
    if M % 2:
        U[half, half] = 1
    # centred a = U c for real c, so c^T R c = a^T (conj(U) R U^T) conj(a)
    return U.conj() @ R @ U.T
