// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/Language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace pt {

namespace {

constexpr QLatin1StringView translatorName("proxy-triage-translator");

QString languageOf(const QString &localeName)
{
    const qsizetype end = localeName.indexOf(QLatin1Char('_')) >= 0
        ? localeName.indexOf(QLatin1Char('_'))
        : localeName.indexOf(QLatin1Char('-'));
    return (end < 0 ? localeName.section(QLatin1Char('.'), 0, 0) : localeName.left(end)).toLower();
}

/// A translator named so that the next call finds and replaces it.
void install(QCoreApplication &app, const QString &file, const QString &folder)
{
    auto *translator = new QTranslator(&app);
    translator->setObjectName(translatorName);
    if (translator->load(file, folder))
        app.installTranslator(translator);
    else
        delete translator;
}

} // namespace

QStringList builtInLanguages()
{
    return {QStringLiteral("en"), QStringLiteral("de")};
}

QString effectiveLanguage(const QString &wished)
{
    const QStringList ours = builtInLanguages();
    QStringList wishes;
    if (wished.isEmpty())
        wishes = QLocale::system().uiLanguages();
    else
        wishes = {wished};
    for (const QString &wish : wishes) {
        const QString language = languageOf(wish);
        if (ours.contains(language))
            return language;
    }
    return ours.first();
}

QString installTranslator(QCoreApplication &app, const QString &wished)
{
    const QString language = effectiveLanguage(wished);
    const auto old = app.findChildren<QTranslator *>(translatorName, Qt::FindDirectChildrenOnly);
    for (QTranslator *translator : old) {
        app.removeTranslator(translator);
        delete translator;
    }
    if (language != builtInLanguages().first()) {
        install(app, QStringLiteral("qtbase_") + language,
                QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    }
    // English too: the texts are the source's own, but their plural forms are in the file.
    install(app, QStringLiteral("proxy-triage_") + language, QStringLiteral(":/i18n"));
    return language;
}

} // namespace pt
