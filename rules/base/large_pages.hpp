// SPDX-License-Identifier: EUPL-1.2
// For large blocks that another allocator got from the system.
#pragma once

#include <cstddef>
#include <memory>
#include <sys/mman.h>

namespace tuermer {

// A wish: what nobody has touched yet of the block comes in large pages.
inline void prefer_large_pages(void* block, std::size_t bytes)
{
    constexpr std::size_t large_page = std::size_t{2} << 20U;
    if (std::align(large_page, large_page, block, bytes) != nullptr)
        madvise(block, bytes / large_page * large_page, MADV_HUGEPAGE);
}

} // namespace tuermer
