// SPDX-License-Identifier: EUPL-1.2
// Memory for large blocks of figures. It comes from the system as zeros and in large pages where
// there are any: nothing is written twice, and walking over millions of cells waits seldom for an
// address to be found. For blocks that grow and never shrink: what is new in them is zero.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <sys/mman.h>
#include <type_traits>
#include <utility>
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
        if (bytes < large) {
            if (void* block = std::calloc(count, sizeof(T))) return static_cast<T*>(block);
            throw std::bad_alloc();
        }
        void* block = bytes < large_page ? mapped(bytes) : mapped_from_large_page(bytes);
        madvise(block, bytes, MADV_HUGEPAGE); // a wish; without it, ordinary pages
        return static_cast<T*>(block);
    }
    void deallocate(T* block, std::size_t count)
    {
        if (count * sizeof(T) < large)
            std::free(block);
        else
            munmap(block, count * sizeof(T));
    }
    // What is new is zero already.
    template <class U>
    void construct(U* /*place*/)
    {
        static_assert(std::is_trivially_copyable_v<U>);
    }
    template <class U, class... Value>
    void construct(U* place, Value&&... value)
    {
        ::new (static_cast<void*>(place)) U(std::forward<Value>(value)...);
    }
    bool operator==(const PageAllocator&) const = default;

private:
    static constexpr std::size_t large = std::size_t{1} << 18U, page = std::size_t{1} << 12U,
                                 large_page = std::size_t{1} << 21U;

    static void* mapped(std::size_t bytes)
    {
        void* block =
            mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (block == MAP_FAILED) throw std::bad_alloc();
        return block;
    }
    // Where a large page begins, or its first part would come in ordinary ones.
    static void* mapped_from_large_page(std::size_t bytes)
    {
        const auto length = (bytes + page - 1) / page * page;
        auto* const block = static_cast<std::byte*>(mapped(length + large_page));
        const auto skipped =
            (large_page - reinterpret_cast<std::uintptr_t>(block) % large_page) % large_page;
        if (skipped > 0) munmap(block, skipped);
        munmap(block + skipped + length, large_page - skipped);
        return block + skipped;
    }
};

// Of new memory that is about to be written, most of it by comparing first: a page that is read
// before it is written costs two faults. A wish too.
template <class T>
void populate(T* block, std::size_t count)
{
    constexpr std::uintptr_t page = 1U << 12U;
    const auto begin = (reinterpret_cast<std::uintptr_t>(block) + page - 1) / page * page;
    const auto end = reinterpret_cast<std::uintptr_t>(block + count) / page * page;
    if (begin < end) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_POPULATE_WRITE);
}

template <class T>
using PagedVector = std::vector<T, PageAllocator<T>>;

} // namespace tuermer
