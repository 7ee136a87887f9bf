// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/DecodedToken.h"
#include "protocol/Challenge.h"

#include <QByteArrayView>

namespace pt {

/// The parameters of Digest (RFC 7616), each as the field "digest.<its name>", such as
/// "digest.realm"; those that no document names are "digest.other". Positions are of the
/// text itself. `response`, `cnonce` and `rspauth` allow a password to be guessed against and are
/// told by their length, as is everything else where quotes or commas are wrong and one value may
/// have slipped into another. Problems: those of protocol/ChallengeProblems.h.
DecodedToken digestCredentials(QByteArrayView params); ///< what stands behind "Digest "
DecodedToken digestInfo(QByteArrayView value); ///< of an Authentication-Info field
DecodedToken digestChallenge(const Challenge &challenge);

} // namespace pt
