"""The exponential function and the natural logarithm, from arithmetic alone.

A C library's own differ in the last bit between systems and versions, and take one number at a time. These come out the
same on every machine, in both engines, and a loop over them works on several numbers at once.

Source: the method and the coefficients of Sun Microsystems' FDLIBM 5.3 (1993; functions exp and log), with errors below
one unit in the last place. Assumption: exp is asked for results that are numbers above 2e-308 and below 1e308 and cut
there; log for normal numbers above 0.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from forcesight.model_office.compiled import inlined


# The logarithm of 2 in two parts, of which the first times a whole number below 2,048 is exact.
_LN2_HIGH, _LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
_LOG2_E: Final = 1.44269504088896338700
_LEAST, _GREATEST = -708.0, 709.0
# The exponent of a double is 52 bits up, and 1,023 more than it means.
_BITS, _BIAS = np.int64(52), 1023.0
# The bits of the root of one half: with these taken away, the exponent leaves a number between there and the root of 2.
_ROOT_HALF: Final = np.int64(0x3FE6A09E667F3BCD)


@inlined
def exp(x: float) -> float:
    """e to the power of x."""
    x = min(max(x, _LEAST), _GREATEST)
    k = math.floor(x * _LOG2_E + 0.5)
    high, low = x - k * _LN2_HIGH, k * _LN2_LOW
    r = high - low
    t = r * r
    c = 1.66666666666666019037e-01 + t * (
        -2.77777777770155933842e-03
        + t * (6.61375632143793436117e-05 + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))
    )
    c = r - t * c
    y = 1.0 - ((low - (r * c) / (2.0 - c)) - high)
    return y * float(np.int64(np.int64(k + _BIAS) << _BITS).view(np.float64))


@inlined
def log(x: float) -> float:
    """The natural logarithm of x."""
    bits = np.float64(x).view(np.int64)
    k = (bits - _ROOT_HALF) >> _BITS
    f = float(np.int64(bits - (k << _BITS)).view(np.float64)) - 1.0
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01))
    odd = z * (
        6.666666666666735130e-01
        + w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01))
    )
    half = 0.5 * f * f
    e = float(k)
    return e * _LN2_HIGH - ((half - (s * (half + (even + odd)) + e * _LN2_LOW)) - f)
