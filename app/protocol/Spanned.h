// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/ByteSpan.h"

namespace pt {

/// A value and the bytes that it was read from.
template<typename T> struct Spanned
{
    T value{};
    ByteSpan span;

    bool operator==(const Spanned &) const = default;
};

} // namespace pt
