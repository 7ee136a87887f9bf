// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Failure.h"

#include <tl/expected.hpp>

namespace pt {

template<typename T>
using Result = tl::expected<T, Failure>;

inline tl::unexpected<Failure> fail(QString code, QString operation, QString detail = {})
{
    return tl::make_unexpected(Failure{std::move(code), std::move(operation), std::move(detail)});
}

} // namespace pt
