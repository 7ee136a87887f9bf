// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QCoreApplication;

namespace pt {

/// The languages that are built in, as ISO 639 codes; "en", the language of the source, is the first.
QStringList builtInLanguages();

/// The built-in language for `wished`: an ISO 639 code or a locale name such as "de_AT.UTF-8". Empty:
/// what the environment says. "en" where it is none of ours.
QString effectiveLanguage(const QString &wished);

/// Shows the application in that language: ours and Qt's own texts. Replaces what an earlier call
/// installed; the translators belong to `app`. Returns the language now used.
QString installTranslator(QCoreApplication &app, const QString &wished = {});

} // namespace pt
