// SPDX-License-Identifier: EUPL-1.2
// Memory for large blocks of figures: asks the system for large pages, so that walking over
// millions of cells waits seldom for an address to be found. A wish only; small blocks are
// ordinary.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>
#include <sys/mman.h>
#include <vector>

namespace tuermer {

template <class T>
class PageAllocator {
public:
    using value_type = T;

    PageAllocator() = default;
    template <class U>
    explicit PageAllocator(const PageAllocator<U>&)
    {
    }

    T* allocate(std::size_t count)
    {
        const auto bytes = count * sizeof(T);
        if (bytes < large) return static_cast<T*>(::operator new(bytes));
        const auto whole = (bytes + page - 1) / page * page;
        void* block = std::aligned_alloc(page, whole);
        if (block == nullptr) throw std::bad_alloc();
        madvise(block, whole, MADV_HUGEPAGE);
        return static_cast<T*>(block);
    }
    void deallocate(T* block, std::size_t count)
    {
        if (count * sizeof(T) < large)
            ::operator delete(block);
        else
            std::free(block);
    }
    bool operator==(const PageAllocator&) const = default;

private:
    static constexpr std::size_t page = std::size_t{2} << 20U, large = 4 * page;
};

template <class T>
using PagedVector = std::vector<T, PageAllocator<T>>;

} // namespace tuermer
