// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturelocation.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QListWidget;
class QListWidgetItem;
class QProgressBar;

namespace widgets {
class Toast;
}

namespace shell {

//! The captures of earlier runs, with a pin and a bin in each row; hidden while there is none. It scans and deletes
//! nothing: it is given the list, and says what a person wants. What was thrown away can be taken back for some
//! seconds; only then it is asked to be deleted.
class RecentCaptures : public QWidget
{
    Q_OBJECT
public:
    explicit RecentCaptures(QWidget *parent = nullptr);
    ~RecentCaptures() override;

    //! Newest first; captures that someone writes now are left out.
    void setCaptures(const QList<capture::RecentCapture> &captures);
    //! What all of them may take together, and how long what is not pinned stays.
    void setLimits(qint64 bytes, int days);
    [[nodiscard]] QListWidget *list() const { return m_list; }
    //! The offer to take back the last one thrown away; null while there was none.
    [[nodiscard]] widgets::Toast *undo() const;

signals:
    void openRequested(const QString &path);
    void pinRequested(const QString &path, bool pinned);
    //! For good.
    void deleteRequested(const QString &path);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void fillRow(QListWidgetItem *item, const capture::RecentCapture &capture, bool keeps) const;
    void showRoom();
    void addActions();
    [[nodiscard]] QString chosen() const;
    void togglePin(const QString &path);
    void throwAway(const QString &path);
    void deleteThrown();

    QLabel *m_title;
    QListWidget *m_list;
    QWidget *m_room;
    QProgressBar *m_used;
    QLabel *m_usedText, *m_keptText;
    QList<capture::RecentCapture> m_captures;
    qint64 m_bytes = capture::Retention().bytes.bytes;
    int m_days = 30;
    QString m_thrown; //!< Not deleted yet.
    QPointer<widgets::Toast> m_undo;
};

//! Says that the captures at \a paths were deleted because they were too old or too many bytes, by their times.
[[nodiscard]] QString deletedCapturesText(const QStringList &paths);

} // namespace shell
