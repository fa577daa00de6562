// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/recordingspage.h"

#include "ui/look/icons.h"
#include "ui/shell/recentcaptures.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QPushButton>

namespace shell {

RecordingsPage::RecordingsPage(QWidget *parent) : Page(tr("Recordings"), parent), m_captures(new RecentCaptures)
{
    setObjectName(QStringLiteral("recordingsPage"));
    auto *open = new QPushButton(look::icon(QStringLiteral("folder")), tr("Open capture…"));
    open->setObjectName(QStringLiteral("openCapture"));
    head()->addWidget(open);
    auto *inside = new QVBoxLayout;
    inside->setContentsMargins(12, 4, 12, 12);
    inside->addWidget(m_captures);
    inside->addStretch(1);
    body()->addLayout(inside, 1);
    connect(m_captures, &RecentCaptures::openRequested, this, &RecordingsPage::openRequested);
    connect(open, &QPushButton::clicked, this, [this] {
        auto *dialog = new QFileDialog(this, tr("Open capture"), {}, tr("Captures (*.sqlite);;All files (*)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, this, &RecordingsPage::openRequested);
        dialog->open(); // Not exec(): the stream goes on behind it.
    });
}

void RecordingsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    emit shown();
}

} // namespace shell
