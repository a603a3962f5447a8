// SPDX-License-Identifier: EUPL-1.2
// One loop, compiled once per generation of processors and chosen when the program starts. Every
// version does the same operations in the same order per cell (no fused multiply-add, no
// reassociation), so all of them agree to the last bit. The loops' files are built with -O3.
#pragma once

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&                             \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define TUERMER_VECTORISED                                                                         \
    __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define TUERMER_VECTORISED
#endif
